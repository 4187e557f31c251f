// Curves of groups of runs as the server computes them: at each place the middle and the spread of the runs that reach it.
import { api } from './api';
import { smooth, type Smoothing } from './smoothing';

export const columns = ['x', 'n', 'mean', 'median', 'std', 'low', 'high', 'min', 'max'] as const;

export type Curve = { name: string; keys: string[]; runs: number; read: number; ids: string[] } & Record<(typeof columns)[number], number[]>;

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
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, size))) as { groups: { name: string; keys: string[]; runs: number; read: number; ids: string[]; points: number }[]; total: number; runs: number };
  let at = 8 + size;
  const curves = head.groups.map((g) => {
    const curve = { name: g.name, keys: g.keys, runs: g.runs, read: g.read, ids: g.ids } as Curve;
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
export function drawn(curve: Curve, middle: Middle, band: Band, smoothing: Smoothing): { x: number[]; y: number[]; min?: number[]; max?: number[]; raw?: number[] } {
  const half = band === 'std' ? curve.std : curve.std.map((s, i) => s / Math.sqrt(curve.n[i]!));
  const edges: [number[], number[]] | null = band === 'none' ? null
    : band === 'range' ? [curve.min, curve.max]
    : band === 'ci' ? [curve.low, curve.high]
    : [curve.mean.map((m, i) => m - half[i]!), curve.mean.map((m, i) => m + half[i]!)];
  const y = curve[middle];
  const even = (values: number[]): number[] => smooth(values, curve.x, smoothing);
  return { x: curve.x, y: even(y), min: edges ? even(edges[0]) : undefined, max: edges ? even(edges[1]) : undefined, raw: smoothing.amount > 0 ? y : undefined };
}

/** What a value that runs are grouped by is drawn as. */
export type Role = 'color' | 'dash' | 'facet';
export const allRoles: Role[] = ['color', 'dash', 'facet'];

/** The groups of one small chart, each with its colour and dash; `of` is what they have in common, empty where all are in one chart. */
export interface Facet {
  of: string;
  curves: { curve: Curve; label: string; color: number; dash?: number }[];
}

/** Groups by what their values are drawn as: one chart for each facet, in it the same colours and dashes everywhere. */
export function facetsOf(curves: Curve[], roles: Role[]): Facet[] {
  const at = (role: Role): number => roles.indexOf(role);
  // Numbers in their order.
  const valuesAt = (k: number): string[] => [...new Set(curves.map((c) => c.keys[k] ?? ''))].sort((a, b) => Number(a) - Number(b) || a.localeCompare(b));
  const [colors, dashes, facets] = (['color', 'dash', 'facet'] as const).map((r) => (at(r) < 0 ? [] : valuesAt(at(r))));
  const drawn = curves.filter((c) => c.x.length > 0).map((curve) => ({
    curve,
    facet: at('facet') < 0 ? '' : (curve.keys[at('facet')] ?? ''),
    label: curve.keys.filter((_, k) => k !== at('facet')).join(' · ') || curve.name,
    color: at('color') < 0 ? curves.indexOf(curve) : colors!.indexOf(curve.keys[at('color')] ?? ''),
    dash: at('dash') < 0 ? undefined : dashes!.indexOf(curve.keys[at('dash')] ?? ''),
  }));
  return (at('facet') < 0 ? [''] : facets!).map((of) => ({ of, curves: drawn.filter((d) => d.facet === of) })).filter((f) => f.curves.length > 0);
}
