import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface Place {
  left: number;
  top: number;
  bottom: number;
}

/** A small panel above everything, beside what it belongs to. Escape and a click elsewhere close it, arrow keys go through its buttons. */
export function Floating({ at, label, onClose, children }: { at: Place; label: string; onClose: () => void; children: ComponentChildren }): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const panel = ref.current!;
    const before = document.activeElement as HTMLElement | null;
    const closed = (event: Event): void => {
      if ((event as ToggleEvent).newState === 'closed') onClose();
    };
    panel.showPopover();
    const { width, height } = panel.getBoundingClientRect();
    panel.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    panel.style.top = `${at.bottom + height + 8 <= innerHeight || at.top < height ? Math.max(8, Math.min(at.bottom + 2, innerHeight - height - 8)) : at.top - height - 2}px`;
    panel.addEventListener('toggle', closed);
    panel.querySelector<HTMLElement>('button:not([aria-disabled=true])')?.focus({ preventScroll: true });
    return () => {
      panel.removeEventListener('toggle', closed);
      const isHere = panel.contains(document.activeElement) || document.activeElement === document.body;
      if (isHere && before?.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const keys = (event: KeyboardEvent): void => {
    const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Tab') {
      event.preventDefault();
      onClose();
    }
    if (way === undefined) return;
    event.preventDefault();
    const all = [...ref.current!.querySelectorAll<HTMLElement>('button')];
    all[(all.indexOf(document.activeElement as HTMLElement) + way + all.length) % all.length]?.focus();
  };
  return <div class="floating" popover="auto" role="dialog" aria-label={label} ref={ref} onKeyDown={keys}>{children}</div>;
}
