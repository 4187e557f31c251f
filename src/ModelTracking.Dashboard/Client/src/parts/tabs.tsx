import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { route, set } from '../url';

export interface Tab {
  id: string;
  label: string;
  count?: number;
}

/** Tabs whose choice stands in the address. Left and right move among them. */
export function Tabs({ tabs, current, param = 'tab', label }: { tabs: Tab[]; current: string; param?: string; label: string }): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const choose = (id: string): void => set({ [param]: id === tabs[0]!.id ? null : id }, false);
  const keys = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((t) => t.id === current);
    const to = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : NaN;
    const next = tabs[(to + tabs.length) % tabs.length];
    if (Number.isNaN(to) || !next) return;
    event.preventDefault();
    choose(next.id);
    ref.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  void route.value;
  // Where there is room for some of them only, the chosen one is among those in view.
  useEffect(() => {
    const row = ref.current;
    const chosen = row?.querySelector<HTMLElement>('[aria-selected=true]');
    if (row && chosen) row.scrollLeft = Math.max(0, Math.min(chosen.offsetLeft - row.offsetLeft - 24, row.scrollWidth - row.clientWidth));
  }, [current, tabs.length]);
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={ref} onKeyDown={keys}>
      {tabs.map((t) => (
        <button type="button" role="tab" key={t.id} id={`tab-${t.id}`} data-tab={t.id} aria-controls="panel" aria-selected={t.id === current} tabIndex={t.id === current ? 0 : -1} onClick={() => choose(t.id)}>
          {t.label}
          {t.count ? <span class="count">{t.count}</span> : null}
        </button>
      ))}
    </div>
  );
}
