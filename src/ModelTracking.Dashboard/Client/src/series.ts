// Series as the server sends them: buckets in which no extreme is lost, and single points that came since.
import { api } from './api';

/** One series of one run. Every entry is a bucket of one or more points, in order. */
export class Series {
  start: number[] = [];
  step: number[] = [];
  time: number[] = [];
  min: number[] = [];
  max: number[] = [];
  last: number[] = [];
  n: number[] = [];

  constructor(
    readonly run: string,
    readonly key: string,
    readonly context: string,
  ) {}

  get length(): number {
    return this.last.length;
  }

  get points(): number {
    return this.n.reduce((a, b) => a + b, 0);
  }

  /** Adds points that were logged since. What the last bucket holds already is passed over; a step that comes again replaces. */
  append(steps: (number | null)[], times: number[], values: number[]): void {
    for (let i = 0; i < values.length; i++) {
      const end = this.length - 1;
      const step = steps[i] ?? NaN;
      const time = times[i]!;
      const value = values[i]!;
      if (end >= 0 && step === this.step[end]! && this.n[end] === 1) {
        if (time >= this.time[end]!) [this.time[end], this.min[end], this.max[end], this.last[end]] = [time, value, value, value];
        continue;
      }
      if (end >= 0 && (Number.isNaN(step) ? time <= this.time[end]! : step <= this.step[end]!)) continue;
      this.start.push(step);
      this.step.push(step);
      this.time.push(time);
      this.min.push(value);
      this.max.push(value);
      this.last.push(value);
      this.n.push(1);
    }
  }
}

/** The name of a series within its run. */
export const nameOf = (key: string, context: string): string => (context ? `${key}{${context}}` : key);

export interface Wanted {
  runs: string[];
  keys: { key: string; context: string }[];
  buckets: number;
  from?: number;
  to?: number;
}

export async function load(wanted: Wanted, signal?: AbortSignal): Promise<Series[]> {
  const bytes = await api.bytes(
    'series',
    {
      run: wanted.runs,
      key: wanted.keys.map((k) => k.key),
      context: wanted.keys.map((k) => k.context),
      buckets: Math.max(2, Math.min(4000, Math.round(wanted.buckets))),
      from: wanted.from === undefined ? undefined : Math.floor(wanted.from),
      to: wanted.to === undefined ? undefined : Math.ceil(wanted.to),
    },
    signal,
  );
  return parse(bytes);
}

export function parse(bytes: ArrayBuffer): Series[] {
  const view = new DataView(bytes);
  const size = view.getUint32(4, true);
  const heads = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, size))) as { run: string; key: string; context: string; buckets: number }[];
  let at = 8 + size;
  return heads.map((head) => {
    const series = new Series(head.run, head.key, head.context);
    for (const column of ['start', 'step', 'time', 'min', 'max', 'last', 'n'] as const) {
      series[column] = Array.from(new Float64Array(bytes, at, head.buckets));
      at += head.buckets * 8;
    }
    return series;
  });
}

export type XAxis = 'step' | 'time' | 'relative' | 'metric';

/** Places along x: steps where there are steps, else the number of the point. */
export function xs(series: Series, axis: XAxis, origin: number): number[] {
  if (axis === 'step') return series.step.map((s, i) => (Number.isNaN(s) ? i : s));
  return axis === 'time' ? series.time.map((t) => t / 1000) : series.time.map((t) => (t - origin) / 1000);
}

/** The series of the same run that stands along x: of the same context where there is one. */
export function seriesAlong(all: Series[], series: Series, key: string): Series | undefined {
  const own = all.filter((s) => s.run === series.run && s.key === key && s.length > 0);
  return own.find((s) => s.context === series.context) ?? own.find((s) => s.context === '') ?? own[0];
}

/** Places along another metric: what it was at the same step, or last before it. */
export function places(series: Series, other: Series): number[] {
  let at = -1;
  return series.step.map((step, i) => {
    if (Number.isNaN(step)) return other.last[i] ?? NaN;
    while (at + 1 < other.length && other.step[at + 1]! <= step) at++;
    return other.last[at] ?? NaN;
  });
}
