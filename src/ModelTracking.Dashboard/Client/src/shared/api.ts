// Takes the place of api.ts in a saved page: the same answers, out of the file itself.
import { bytesOf } from './bytes';
import { rebased } from './rebased';
import type { Comment, Comparison, Diff, Graph, Importance, Lines, MetricNames, Run, Rows, Significance, Table } from '../types';
import { keyOf, saved } from './data';

export class Problem extends Error {
  readonly status = 404;
  readonly code = 'not-saved';
}

export const isSaved = true;
export const address = (): string => '#';

const missing = (what: string): Promise<never> => Promise.reject(new Problem(`${what} is not in this file; open the dashboard to see it.`));
const found = <T>(value: T | undefined, what: string): Promise<T> => (value === undefined ? missing(what) : Promise.resolve(value));

export const api = {
  run: (id: string): Promise<Run> => found(saved.runs.find((r) => r.id === id), 'This run'),
  compare: (ids: string[]): Promise<Run[]> => Promise.resolve(ids.map((id) => saved.runs.find((r) => r.id === id)).filter((r): r is Run => r !== undefined)),
  comparison: (ids: string[], base: string): Promise<Comparison> => found(saved.comparison && rebased(saved.comparison, ids, base), 'The comparison'),
  runVersions: (): Promise<{ diff?: Diff }> => missing('This'),
  importance: (): Promise<Importance> => missing('The importance'),
  significance: (): Promise<Significance> => missing('The significance'),
  nested: (id: string) => Promise.resolve(saved.nested[id] ?? { runs: [], total: 0 }),
  log: (id: string): Promise<Lines> => Promise.resolve(saved.logs[id] ?? { lines: [], cursor: '', hasMore: false }),
  records: (): Promise<Lines> => missing('The journal'),
  table: (id: string, path: string): Promise<Table> => found(saved.tables[keyOf(id, path)], 'This table'),
  text: (id: string, path: string) => found(saved.texts[keyOf(id, path)], 'This text').then((text) => ({ text, cutFrom: null as number | null })),
  comment: (): Promise<Comment[]> => missing('Commenting'),
  uncomment: (): Promise<Comment[]> => missing('Commenting'),
  graph: (): Promise<Graph> => missing('The graph'),
  edit: (): Promise<Run> => missing('Editing'),
  rows: (): Promise<Rows> => Promise.resolve({ total: 0, from: 0, revision: '', columns: [], rows: [] }),
  metrics: (): Promise<MetricNames> => missing('This'),
  modelDiff: (): Promise<Diff> => missing('This'),
  bytes: (): Promise<ArrayBuffer> => Promise.resolve(bytesOf(saved.series)),
};

export const artifactUrl = (id: string, path: string): string => {
  const key = keyOf(id, path);
  return saved.images[key] ?? (saved.texts[key] !== undefined ? `data:text/plain;charset=utf-8,${encodeURIComponent(saved.texts[key]!)}` : 'data:text/plain,This%20file%20was%20not%20saved%20with%20the%20page.');
};

export const zipUrl = (): string => '#';
