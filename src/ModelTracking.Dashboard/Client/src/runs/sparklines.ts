// Small curves of metrics, for the rows that are in view: one request for all of them, and none for what is known.
import { signal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../api';
import type { Sparkline } from '../types';
import type { Row } from './pages';

/** Curves that are kept; scrolling back asks for none of them. */
const mostKept = 4000;
/** Rows that are asked for at once, and metrics that are shown as curves. */
const mostRows = 80;
export const mostCurves = 4;
/** While somebody scrolls on, nothing is asked. */
const restTime = 90;

interface Known {
  line: Signal<Sparkline | null | undefined>;
  /** The revision that it was asked for; -1 for what will not change. */
  revision: number;
}

const known = new Map<string, Known>();
const keyOf = (run: string, metric: string): string => `${run} ${metric}`;

function knownOf(run: string, metric: string): Known {
  const key = keyOf(run, metric);
  let found = known.get(key);
  if (!found) known.set(key, (found = { line: signal(undefined), revision: -2 }));
  return found;
}

/** The curve of a run: undefined before it is there, null where the run has none. */
export const lineOf = (run: string, metric: string): Signal<Sparkline | null | undefined> => knownOf(run, metric).line;

export function useSparklines(rows: Row[], metrics: string[], revision: number): void {
  const shown = rows.map((r) => `${r.id}${r.status}`).join();
  useEffect(() => {
    if (metrics.length === 0 || rows.length === 0) return;
    const timer = setTimeout(() => {
      if (known.size > mostKept) for (const [key] of [...known].slice(0, known.size - mostKept / 2)) if (!rows.some((r) => key.startsWith(r.id))) known.delete(key);
      const isMissing = (r: Row, m: string): boolean => {
        const { revision: asked } = knownOf(r.id, m);
        return asked === -2 || (asked !== -1 && asked !== revision);
      };
      const wanted = rows.filter((r) => metrics.some((m) => isMissing(r, m))).slice(0, mostRows);
      const missing = metrics.filter((m) => wanted.some((r) => isMissing(r, m)));
      if (wanted.length === 0) return;
      // A run that goes on is asked for again when something has changed; what has ended stays as it is.
      const before = new Map(wanted.flatMap((r) => missing.map((m) => [keyOf(r.id, m), knownOf(r.id, m).revision])));
      for (const r of wanted) for (const m of missing) knownOf(r.id, m).revision = r.status === 'RUNNING' ? revision : -1;
      api.sparklines({ run: wanted.map((r) => r.id), metric: missing }).then(
        ({ lines }) => {
          const byKey = new Map(lines.map((l) => [keyOf(l.run, l.metric), l]));
          for (const r of wanted) for (const m of missing) knownOf(r.id, m).line.value = byKey.get(keyOf(r.id, m)) ?? null;
        },
        () => {
          for (const r of wanted) for (const m of missing) knownOf(r.id, m).revision = before.get(keyOf(r.id, m))!;
        },
      );
    }, restTime);
    return () => clearTimeout(timer);
  }, [shown, metrics.join('\n'), revision]);
}
