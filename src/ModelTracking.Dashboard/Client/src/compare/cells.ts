// Runs sorted into the cells of two values.
import { num } from '../format';
import type { Run } from '../types';
import type { Axis } from './axes';

/** A part of an axis: one value, or a stretch of numbers. */
export interface Part {
  label: string;
  holds: (v: number | string | null) => boolean;
}

export interface Cell {
  runs: Run[];
  /** Mean over its runs that have the value; NaN where none has. */
  mean: number;
  min: number;
  max: number;
  n: number;
}

const mostValues = 12;
const stretches = 8;

/** Each value for itself where they are few; else stretches of equal width, on a logarithmic scale where numbers differ by orders. */
export function partsOf(axis: Axis, runs: Run[]): Part[] {
  const values = [...new Set(runs.map(axis.of).filter((v): v is number | string => v !== null && !Number.isNaN(v)))];
  const numbers = values.filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  if (values.length <= mostValues || numbers.length < values.length) {
    return values.sort((a, b) => Number(a) - Number(b) || String(a).localeCompare(String(b))).slice(0, 40).map((v) => ({ label: typeof v === 'number' ? num(v, 6) : v, holds: (other) => other === v }));
  }
  const [lo, hi] = [Math.min(...numbers), Math.max(...numbers)];
  const log = lo > 0 && hi / lo > 200;
  const edge = (i: number): number => (log ? lo * (hi / lo) ** (i / stretches) : lo + ((hi - lo) * i) / stretches);
  return Array.from({ length: stretches }, (_, i) => {
    const [from, to] = [edge(i), edge(i + 1)];
    return { label: `${num(from, 3)} – ${num(to, 3)}`, holds: (v) => typeof v === 'number' && (i === 0 || v >= from) && (i === stretches - 1 || v < to) };
  });
}

/** Rows by the parts of y, columns by those of x; null where there is no run. */
export function cellsOf(runs: Run[], x: Axis, y: Axis, value: Axis, columns: Part[], rows: Part[]): (Cell | null)[][] {
  return rows.map((row) => columns.map((column) => {
    const here = runs.filter((r) => column.holds(x.of(r)) && row.holds(y.of(r)));
    if (here.length === 0) return null;
    const numbers = here.map(value.of).filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
    return { runs: here, n: numbers.length, mean: numbers.length > 0 ? numbers.reduce((a, b) => a + b, 0) / numbers.length : NaN, min: Math.min(...numbers), max: Math.max(...numbers) };
  }));
}
