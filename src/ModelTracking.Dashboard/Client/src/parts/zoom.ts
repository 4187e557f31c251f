// What part of x is shown, the same in all charts that are in step with each other; forgotten when the last of them is gone.
import { signal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Span } from '../charts/zoom';
import { route } from '../url';

const shared = new Map<string, { span: Signal<Span | null>; charts: number }>();

/** `name` is common to the charts in step; those of another page are not. */
export function useZoom(name: string): [Span | null, (span: Span | null) => void] {
  const key = `${route.value.path.join('/')} ${name}`;
  let own = shared.get(key);
  if (!own) shared.set(key, (own = { span: signal(null), charts: 0 }));
  useEffect(() => {
    const one = shared.get(key) ?? { span: signal<Span | null>(null), charts: 0 };
    shared.set(key, one);
    one.charts++;
    return () => {
      if (--one.charts === 0) shared.delete(key);
    };
  }, [key]);
  return [own.span.value, (span) => void ((shared.get(key) ?? own).span.value = span)];
}
