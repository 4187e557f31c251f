// How lines are smoothed. What is not finite is passed over and stays where it is, so that gaps stay gaps.

export type Kind = 'ema' | 'mean' | 'gaussian';

/** `amount`: of an exponential average its weight from 0 to 0.99, else a number of points: the window of a running mean, the deviation of a Gaussian. 0 for none. */
export interface Smoothing {
  kind: Kind;
  amount: number;
}

export const none: Smoothing = { kind: 'ema', amount: 0 };
export const kinds: Record<Kind, string> = { ema: 'Exponential', mean: 'Running mean', gaussian: 'Gaussian' };

/** Numbers of points that a slider goes through: windows have a middle, deviations need none. */
export const sizes = {
  mean: [0, 3, 5, 7, 11, 15, 21, 31, 51, 75, 101, 151, 201, 301, 501, 751, 1001, 2001, 5001, 10_001, 20_001, 50_001, 100_001],
  gaussian: [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 2000, 5000, 10_000, 20_000],
};
const most = { ema: 0.99, mean: 100_001, gaussian: 100_000 };

/** Read from `0.6`, `ema 0.6`, `mean 20` or `gaussian 5`; null where it is none of these. */
export function parseSmoothing(text: string): Smoothing | null {
  const [, word = 'ema', number = '0'] = /^(?:(ema|mean|gaussian)(?:\s+|$))?(\d*\.?\d+(?:e-?\d+)?)?$/i.exec(text.trim()) ?? [, '', 'x'];
  const kind = word.toLowerCase() as Kind;
  const amount = Number(number);
  return kind in most && amount >= 0 && amount <= most[kind] ? { kind, amount } : null;
}

/** As it stands in the address and in a report; empty for none. */
export const smoothingText = ({ kind, amount }: Smoothing): string => (kind === 'ema' ? (amount > 0 ? String(amount) : '') : `${kind} ${amount}`);

/** Smooths values at places in rising order; `points` of each place are those that were logged there, one where nothing is said. */
export function smooth(values: number[], x: number[], { kind, amount }: Smoothing, points?: number[]): number[] {
  if (amount <= 0 || values.length < 2) return values;
  const places = x.some((v, i) => !Number.isFinite(v) || (i > 0 && v < x[i - 1]!)) ? x.map((_, i) => i) : x;
  const span = places[places.length - 1]! - places[0]!;
  if (span <= 0) return values;
  if (kind === 'ema') return exponential(values, places, amount, span / (places.length - 1));
  // As wide as so many logged points are apart, so that a closer look and fewer buckets smooth alike.
  const logged = Math.max(places.length, points?.reduce((sum, n) => sum + n, 0) ?? 0);
  const width = amount * (span / (logged - 1));
  return kind === 'mean' ? mean(values, places, width / 2) : gaussian(values, places, width);
}

/** Exponential moving average without a lean towards the first value: what is further back along x weighs less, by its distance. */
function exponential(values: number[], x: number[], weight: number, spacing: number): number[] {
  let sum = 0;
  let norm = 0;
  let before = NaN;
  return values.map((v, i) => {
    if (!Number.isFinite(v)) return v;
    const keep = Number.isNaN(before) ? 0 : weight ** ((x[i]! - before) / spacing);
    before = x[i]!;
    sum = sum * keep + v * (1 - weight);
    norm = norm * keep + (1 - weight);
    return sum / norm;
  });
}

/** The mean of what is within reach to both sides. */
function mean(values: number[], x: number[], reach: number): number[] {
  const near = reach * (1 - 1e-9);
  let [from, to, sum, n] = [0, 0, 0, 0];
  const add = (v: number, sign: 1 | -1): void => {
    if (Number.isFinite(v)) [sum, n] = [sum + sign * v, n + sign];
  };
  return values.map((v, i) => {
    while (to < x.length && x[to]! <= x[i]! + near) add(values[to++]!, 1);
    while (x[from]! < x[i]! - near) add(values[from++]!, -1);
    return Number.isFinite(v) ? sum / n : v;
  });
}

// The bell up to three deviations, in steps that are looked up: many lines are smoothed while a slider moves.
const bell = Array.from({ length: 385 }, (_, i) => Math.exp(-((i / 128) ** 2) / 2));

function gaussian(values: number[], x: number[], deviation: number): number[] {
  let from = 0;
  return values.map((v, i) => {
    if (!Number.isFinite(v)) return v;
    while (x[from]! < x[i]! - 3 * deviation) from++;
    let [sum, norm] = [0, 0];
    for (let k = from; k < x.length && x[k]! <= x[i]! + 3 * deviation; k++) {
      if (!Number.isFinite(values[k]!)) continue;
      const weight = bell[Math.round((Math.abs(x[k]! - x[i]!) / deviation) * 128)]!;
      sum += weight * values[k]!;
      norm += weight;
    }
    return sum / norm;
  });
}
