// Curves of groups of runs as the server computes them: at each place the middle and the spread of the runs that reach it.
import { api } from './api';
import { smooth } from './series';

export const columns = ['x', 'n', 'mean', 'median', 'std', 'low', 'high', 'min', 'max'] as const;

export type Curve = { name: string; runs: number; read: number; ids: string[] } & Record<(typeof columns)[number], number[]>;

export interface Curves {
  curves: Curve[];
  total: number;
  runs: number;
}

export async function loadCurves(query: Record<string, string | number | string[] | undefined>, signal?: AbortSignal): Promise<Curves> {
  return parse(await api.bytes('curves', query, signal));
}

export function parse(bytes: ArrayBuffer): Curves {
  const size = new DataView(bytes).getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, size))) as { groups: { name: string; runs: number; read: number; ids: string[]; points: number }[]; total: number; runs: number };
  let at = 8 + size;
  const curves = head.groups.map((g) => {
    const curve = { name: g.name, runs: g.runs, read: g.read, ids: g.ids } as Curve;
    for (const column of columns) {
      curve[column] = Array.from(new Float64Array(bytes, at, g.points));
      at += g.points * 8;
    }
    return curve;
  });
  return { curves, total: head.total, runs: head.runs };
}

export type Middle = 'mean' | 'median';
export type Band = 'ci' | 'std' | 'stderr' | 'range' | 'none';

/** The bands there are. Those of the mean say nothing about a median, which has its range alone. */
export const bands: Record<Band, string> = { ci: '95 % confidence of the mean', std: 'Standard deviation', stderr: 'Standard error', range: 'Min to max', none: 'None' };
export const bandsOf = (middle: Middle): Band[] => (middle === 'mean' ? ['ci', 'std', 'stderr', 'range', 'none'] : ['range', 'none']);

/** Middle and band as a chart draws them; all three smoothed alike, so that the middle stays within its band. */
export function drawn(curve: Curve, middle: Middle, band: Band, smoothing: number): { x: number[]; y: number[]; min?: number[]; max?: number[]; raw?: number[] } {
  const half = band === 'std' ? curve.std : curve.std.map((s, i) => s / Math.sqrt(curve.n[i]!));
  const edges: [number[], number[]] | null = band === 'none' ? null
    : band === 'range' ? [curve.min, curve.max]
    : band === 'ci' ? [curve.low, curve.high]
    : [curve.mean.map((m, i) => m - half[i]!), curve.mean.map((m, i) => m + half[i]!)];
  const y = curve[middle];
  return { x: curve.x, y: smooth(y, smoothing), min: edges ? smooth(edges[0], smoothing) : undefined, max: edges ? smooth(edges[1], smoothing) : undefined, raw: smoothing > 0 ? y : undefined };
}
