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
    // Wherever the focus is: a button that was pressed may have gone since.
    const keys = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('keydown', keys);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('keydown', keys);
    };
  }, [isOpen]);
  return (
    <div class="popover" ref={ref}>
      <button type="button" ref={button} disabled={disabled} class={isOpen ? 'open' : ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} title={title}>
        {label}
        <Icon name="down" />
      </button>
      {isOpen && <div class={`panel ${side ?? ''}`}>{children(close)}</div>}
    </div>
  );
}
