import { isSystem } from '../parts/metrics';
import type { Run } from '../types';

/** Metrics of these runs as values of the query language: the best where a goal is declared. */
export function targetsOf(runs: Run[]): string[] {
  const all = new Map<string, { text: string; runs: number; goal: boolean }>();
  for (const m of runs.flatMap((r) => r.metrics).filter((x) => !isSystem(x.key))) {
    const known = all.get(m.field);
    all.set(m.field, { text: m.goal === 'None' ? m.field : `best(${m.field})`, runs: (known?.runs ?? 0) + 1, goal: m.goal !== 'None' });
  }
  return [...all.values()].sort((a, b) => Number(b.goal) - Number(a.goal) || b.runs - a.runs).map((t) => t.text);
}
