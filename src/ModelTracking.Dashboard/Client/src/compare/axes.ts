import { toNumber } from '../format';
import { isSystem } from '../parts/metrics';
import type { Run } from '../types';

export interface Axis {
  id: string;
  label: string;
  of: (run: Run) => number | string | null;
}

/** Everything of runs that can stand along an axis; what varies first. */
export function axesOf(runs: Run[]): Axis[] {
  const axes = new Map<string, Axis>();
  for (const run of runs) {
    for (const m of run.metrics.filter((x) => !isSystem(x.key))) {
      axes.set(m.field, { id: m.field, label: m.context ? `${m.key} · ${m.context}` : m.key, of: (r) => {
        const x = r.metrics.find((y) => y.field === m.field);
        return x ? toNumber(x.goal === 'Minimize' ? x.min : x.goal === 'Maximize' ? x.max : x.last) : null;
      } });
    }
    for (const p of run.params) {
      axes.set(`params.${p.key}`, { id: `params.${p.key}`, label: p.key, of: (r) => {
        const x = r.params.find((y) => y.key === p.key);
        return x ? (x.kind === 'Real' || x.kind === 'Integer' ? Number(x.value) : x.value) : null;
      } });
    }
  }
  axes.set('duration', { id: 'duration', label: 'duration (s)', of: (r) => ((r.end ?? r.lastActivity) - r.start) / 1000 });
  return [...axes.values()];
}

export const varies = (axis: Axis, runs: Run[]): boolean => new Set(runs.map(axis.of)).size > 1;
