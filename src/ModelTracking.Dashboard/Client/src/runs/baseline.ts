// The run that others are measured against: its values, and which way each of its metrics is meant to go.
import { api } from '../api';
import { aggregateOf, signed, toNumber } from '../format';
import { useLoad } from '../hooks';
import type { Cell, Rows } from '../types';
import { rowOf } from './pages';

export interface Baseline {
  id: string;
  name: string;
  values: Map<string, number>;
  goals: Map<string, 'Minimize' | 'Maximize'>;
}

export interface Delta {
  text: string;
  /** Absent where nobody said which way is better. */
  isBetter?: boolean;
}

/** Undefined while it is looked for, null where it is not there. */
export function useBaseline(id: string, columns: string, revision: number): Baseline | null | undefined {
  const { data } = useLoad<{ of: string; found: Baseline | null }>(`${id}|${columns}|${id ? revision : 0}`, async (signal) => {
    if (!id) return { of: '', found: null };
    if (!/^[0-9a-f]{32}$/.test(id)) return { of: id, found: null };
    const rows = await api.rows({ run: [id], columns, limit: 1 }, signal);
    return { of: id, found: rows.rows.length === 0 ? null : await read(rows) };
  });
  return data?.of === id ? data.found : undefined;
}

async function read(rows: Rows): Promise<Baseline> {
  const row = rowOf(rows.rows[0]!);
  const { metrics } = await api.run(row.id);
  const goals = new Map(metrics.filter((m) => m.goal !== 'None').map((m) => [m.field, m.goal as 'Minimize' | 'Maximize']));
  const values = new Map(rows.columns.map((c, i) => [c, numberOf(row.cells[i]!)] as const).filter((v): v is [string, number] => v[1] !== null));
  return { id: row.id, name: row.name, values, goals };
}

const numberOf = (cell: Cell): number | null => (typeof cell === 'number' && Number.isFinite(toNumber(cell)) ? cell : null);

/** How far a value is from the baseline's; null where there is nothing to say. */
export function deltaOf(baseline: Baseline, column: string, cell: Cell): Delta | null {
  const [value, base] = [numberOf(cell), baseline.values.get(column)];
  if (value === null || base === undefined) return null;
  const difference = value - base;
  const { field, fn } = aggregateOf(column);
  const goal = /^(count|\w+_step)$/.test(fn) ? undefined : baseline.goals.get(field);
  return { text: difference === 0 ? '=' : signed(difference, 2), isBetter: goal === undefined || difference === 0 ? undefined : goal === 'Minimize' === difference < 0 };
}
