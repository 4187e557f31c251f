// What live blocks show, asked of the server with the rights of who looks. A saved file has shared/reportdata.ts in its place.
import { api } from '../api';
import { loadCurves, type Curves } from '../curves';
import type { Artifact, Comparison, MetricName, Rows, Run } from '../types';
import type { ArtifactBlock, ChartBlock, Choice, CompareBlock, RunBlock, RunsBlock } from './blocks';

/** The runs of a block. */
export interface Found {
  ids: string[];
  /** How many its query finds. */
  total: number;
  /** How many of those that it names are not there for who looks. */
  gone: number;
  /** Equal as long as the same runs are in the same state. */
  state: string;
  isLive: boolean;
}

const idOf = (row: Rows['rows'][number]): string => row[0] as string;

/** Runs that are named in their order, then those of the query. */
export async function findRuns(block: Choice & { key: string }, signal: AbortSignal): Promise<Found> {
  const isNamed = block.runs.length > 0;
  const [named, queried] = await Promise.all([
    isNamed ? api.rows({ run: block.runs, limit: block.runs.length }, signal) : null,
    isNamed && block.query === '' ? null : api.rows({ q: block.query, limit: block.limit }, signal),
  ]);
  const rows = new Map([...(named?.rows ?? []), ...(queried?.rows ?? [])].map((r) => [idOf(r), r]));
  const there = block.runs.filter((id) => rows.has(id));
  const ids = [...new Set([...there, ...(queried?.rows ?? []).map(idOf)])];
  const state = ids.map((id) => `${id} ${rows.get(id)![3]} ${rows.get(id)![1]}`).join();
  return { ids, total: queried?.total ?? there.length, gone: block.runs.length - there.length, state, isLive: ids.some((id) => rows.get(id)![3] === 'RUNNING') };
}

/** Runs with all that was logged, in this order. */
export async function loadRuns(ids: string[]): Promise<Run[]> {
  const runs = ids.length > 0 ? await api.compare(ids) : [];
  return ids.map((id) => runs.find((r) => r.id === id)).filter((r): r is Run => r !== undefined);
}

/** The run of a block; null where it is not there for who looks. */
export async function oneRun(block: RunBlock | ArtifactBlock): Promise<Run | null> {
  return (await loadRuns([block.run]))[0] ?? null;
}

/** How the table of a block asks for its rows. */
export const rowsOf = (_block: RunsBlock): typeof api.rows => api.rows;

export const comparisonOf = (_block: CompareBlock, ids: string[], base: string, signal: AbortSignal): Promise<Comparison> => api.comparison(ids, base, signal);

/** Which runs the groups of a chart are made of. */
export async function scopeOf(block: ChartBlock, signal: AbortSignal): Promise<{ q?: string; run?: string[] }> {
  return block.runs.length === 0 ? { q: block.query } : { run: (await findRuns(block, signal)).ids };
}

/** The series that these runs have. */
export const metricsOf = async (_block: ChartBlock, scope: { q?: string; run?: string[] }, signal: AbortSignal): Promise<MetricName[]> => (await api.metrics(scope, signal)).metrics;

/** How the chart of a block asks for the curves of its groups. */
export const curvesOf = (_block: ChartBlock): ((query: Parameters<typeof loadCurves>[0], signal?: AbortSignal) => Promise<Curves>) => loadCurves;

/** Whether the page of a run is to be had: here of all. */
export const isInFile: ((id: string) => boolean) | undefined = undefined as ((id: string) => boolean) | undefined;

/** Why an artifact cannot be shown; empty where it can. */
export const whyNotShown = (_run: string, _artifact: Artifact): string => '';

/** Before they are known. */
export const none: Found = { ids: [], total: 0, gone: 0, state: '', isLive: false };
