import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './basics';

/** A button that opens a small panel; Escape and a click elsewhere close it. */
export function Popover({ label, title, children, onOpen, side, disabled }: { label: ComponentChildren; title?: string; children: (close: () => void) => ComponentChildren; onOpen?: () => void; side?: 'right'; disabled?: boolean }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!isOpen) return;
    onOpen?.();
    const away = (event: Event): void => {
      if (!ref.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [isOpen]);
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div class="popover" ref={ref} onKeyDown={keys}>
      <button type="button" ref={button} disabled={disabled} class={isOpen ? 'open' : ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} title={title}>
        {label}
        <Icon name="down" />
      </button>
      {isOpen && <div class={`panel ${side ?? ''}`}>{children(close)}</div>}
    </div>
  );
}
