// Values of runs as places between 0 and 1.
import { num } from '../format';

export interface Scale {
  at: (v: number | string | null) => number | null;
  ticks: { at: number; label: string }[];
  isNumeric: boolean;
  /** What stands at a place, as text. */
  text: (at: number) => string;
}

/** Which values are written at an axis: each one where there are few, else round ones between them and the two ends. */
function marked(values: number[], log: boolean, lo: number, hi: number): number[] {
  const place = (v: number): number => ((log ? Math.log10(v) : v) - lo) / (hi - lo);
  const sparse = (list: number[], apart: number): number[] => list.filter((v, i) => list.slice(0, i).every((o) => Math.abs(place(o) - place(v)) > apart));
  const [first, last] = [Math.min(...values), Math.max(...values)];
  const own = sparse([first, last, ...values.sort((a, b) => a - b)], 0.045);
  return values.length <= 6 ? own : sparse([first, last, ...ticks(first, last, 5, log)], 0.09);
}

/** A scale from 0 to 1: numbers by value, texts one beside the other. */
export function scaleOf(values: (number | string | null)[], log = false): Scale {
  const numbers = values.filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  const texts = [...new Set(values.filter((v): v is string => typeof v === 'string'))].sort();
  if (numbers.length > 0 && texts.length === 0) {
    const useLog = log || (numbers.every((n) => n > 0) && Math.max(...numbers) / Math.min(...numbers) > 200);
    const f = (v: number): number => (useLog ? Math.log10(v) : v);
    const [lo, hi] = [f(Math.min(...numbers)), f(Math.max(...numbers))];
    const at = (v: number | string | null): number | null => (typeof v === 'number' && Number.isFinite(v) && (!useLog || v > 0) ? (hi === lo ? 0.5 : (f(v) - lo) / (hi - lo)) : null);
    const text = (t: number): string => num(useLog ? 10 ** (lo + t * (hi - lo)) : lo + t * (hi - lo), 4);
    const places = hi === lo ? [{ at: 0.5, label: num(numbers[0]!, 4) }] : marked([...new Set(numbers)], useLog, lo, hi).map((v) => ({ at: at(v)!, label: num(v, 4) }));
    return { at, isNumeric: true, text, ticks: places };
  }
  const all = [...new Set(values.filter((v) => v !== null).map(String))].sort((a, b) => (Number(a) - Number(b) || a.localeCompare(b)));
  const place = (v: string): number => (all.length === 1 ? 0.5 : all.indexOf(v) / (all.length - 1));
  return { at: (v) => (v === null ? null : place(String(v))), isNumeric: false, text: (t) => all[Math.round(t * (all.length - 1))] ?? '', ticks: all.slice(0, 24).map((t) => ({ at: place(t), label: t.length > 14 ? `${t.slice(0, 13)}…` : t })) };
}

/** The straight line through places with the least squares, from end to end, and the part of the variance it explains. */
export function trendOf(places: (readonly [number, number])[]): { from: [number, number]; to: [number, number]; r2: number } | null {
  const n = places.length;
  const mean = (of: 0 | 1): number => places.reduce((sum, p) => sum + p[of], 0) / n;
  const [mx, my] = [mean(0), mean(1)];
  const sum = (f: (x: number, y: number) => number): number => places.reduce((all, [x, y]) => all + f(x - mx, y - my), 0);
  const [xx, yy, xy] = [sum((x) => x * x), sum((_, y) => y * y), sum((x, y) => x * y)];
  if (n < 3 || xx === 0 || yy === 0) return null;
  const slope = xy / xx;
  const [lo, hi] = [Math.min(...places.map((p) => p[0])), Math.max(...places.map((p) => p[0]))];
  const at = (x: number): [number, number] => [x, my + slope * (x - mx)];
  return { from: at(lo), to: at(hi), r2: (xy * xy) / (xx * yy) };
}

/** Round numbers between two ends, about as many as asked for; powers of ten on a logarithmic axis. */
export function ticks(lo: number, hi: number, most: number, log: boolean): number[] {
  if (log) {
    const [from, to] = [Math.ceil(Math.log10(lo) - 1e-9), Math.floor(Math.log10(hi) + 1e-9)];
    const step = Math.max(1, Math.ceil((to - from + 1) / most));
    const powers = Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, i) => 10 ** (from + i * step));
    return powers.length > 1 ? powers : [lo, hi];
  }
  const rough = (hi - lo) / most;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * size).find((s) => s >= rough)!;
  const first = Math.ceil(lo / step);
  return Array.from({ length: Math.floor(hi / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}
