// Asks the server. What it answers is data, shown as text and never as markup.
import { base } from './url';
import type { About, Alerts, AuditPage, Comment, Comparison, DatasetPage, Datasets, Diff, Experiments, Fields, Graph, Groups, History, Importance, Key, Lineage, Lines, MetricNames, Model, Nested, NewKey, Report, ReportHead, ReportVersion, Repository, Rows, Run, SavedView, Significance, Sparkline, StoreState, Table } from './types';

/** Why the server did not answer, with a sentence for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly position?: number,
    readonly length?: number,
    readonly suggestion?: string,
  ) {
    super(message);
  }
}

/** True in a page that was saved as one file. */
export const isSaved = false as boolean;

type Query = Record<string, string | number | string[] | undefined>;

export function address(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (Array.isArray(value)) value.forEach((v) => params.append(key, v));
    else if (value !== undefined && value !== '') params.append(key, String(value));
  }
  const text = params.toString();
  return `${base}api/${path}${text ? `?${text}` : ''}`;
}

async function ask(url: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Problem(0, 'away', 'The dashboard does not answer. Start it again with “modeltracking ui”; this page goes on by itself.');
  }
  if (response.ok) return response;
  const said = await response.json().catch(() => null);
  throw new Problem(response.status, said?.code ?? 'error', said?.message ?? `The server answered ${response.status}.`, said?.position, said?.length, said?.suggestion);
}

async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await ask(address(path, query), { signal })).json();
}

async function post<T>(path: string, body: object): Promise<T> {
  return (await ask(address(path), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json();
}

const enc = encodeURIComponent;

/** What people write of a report. */
export interface ReportText { name: string; content: string; isPrivate: boolean; experiment: string }

export const api = {
  about: () => get<About>('about'),
  fields: () => get<Fields>('fields'),
  experiments: () => get<Experiments>('experiments'),
  rows: (query: Query, signal?: AbortSignal) => get<Rows>('runs', query, signal),
  sparklines: (query: Query, signal?: AbortSignal) => get<{ lines: Sparkline[] }>('sparklines', query, signal),
  groups: (query: Query, signal?: AbortSignal) => get<Groups>('groups', query, signal),
  metrics: (query: Query, signal?: AbortSignal) => get<MetricNames>('metrics', query, signal),
  check: (q: string, signal?: AbortSignal) => get<{ code: string; message: string; position?: number; length?: number; suggestion?: string; conditions?: string[]; head?: string; tail?: string }>('check', { q }, signal),
  run: (id: string) => get<Run>(`runs/${enc(id)}`),
  compare: (ids: string[]) => get<Run[]>('compare', { run: ids }),
  comparison: (ids: string[], base: string, signal?: AbortSignal) => get<Comparison>('comparison', { run: ids, base }, signal),
  runVersions: (before: string, after: string) => get<{ diff?: Diff }>('comparison/versions', { before, after }),
  importance: (query: Query, signal?: AbortSignal) => get<Importance>('importance', query, signal),
  significance: (query: Query, signal?: AbortSignal) => get<Significance>('significance', query, signal),
  nested: (id: string) => get<Nested>(`runs/${enc(id)}/nested`),
  log: (id: string, after = '') => get<Lines>(`runs/${enc(id)}/log`, { after }),
  records: (id: string, after = '') => get<Lines>(`runs/${enc(id)}/records`, { after }),
  table: (id: string, path: string, from = 0, limit = 100) => get<Table>(`runs/${enc(id)}/table`, { path, from, limit }),
  graph: (id: string, path: string) => get<Graph>(`runs/${enc(id)}/graph`, { path }),
  models: () => get<Model[]>('models'),
  model: (name: string) => get<Model>(`models/${enc(name)}`),
  modelDiff: (name: string, before: number, after: number) => get<Diff>(`models/${enc(name)}/diff`, { before, after }),
  store: () => get<StoreState>('store'),
  alerts: (query: Query) => get<Alerts>('alerts', query),
  datasets: (query: Query) => get<Datasets>('datasets', query),
  dataset: (query: Query) => get<DatasetPage>('dataset', query),
  lineage: (query: Query) => get<Lineage>('lineage', query),
  histories: () => get<Repository[]>('history'),
  history: (name: string) => get<History>(`history/${enc(name)}`),
  historyDiff: (name: string, before: string, after: string) => get<Diff>(`history/${enc(name)}/diff`, { before, after }),
  async text(id: string, path: string): Promise<{ text: string; cutFrom: number | null }> {
    const response = await ask(address(`runs/${enc(id)}/text`, { path }));
    const cut = response.headers.get('X-Cut-From');
    return { text: await response.text(), cutFrom: cut ? Number(cut) : null };
  },
  async bytes(path: string, query: Query, signal?: AbortSignal): Promise<ArrayBuffer> {
    return (await ask(address(path, query), { signal })).arrayBuffer();
  },
  edit: (id: string, edit: { name?: string; note?: string; starred?: boolean; tags?: Record<string, string | null> }) => post<Run>(`runs/${enc(id)}/edit`, edit),
  comment: (runs: string[], text: string) => post<Comment[]>('comment', { runs, text }),
  uncomment: (run: string, id: string) => post<Comment[]>(`runs/${enc(run)}/uncomment`, { id }),
  changeModel: (name: string, what: string, body: object) => post<Model>(`models/${enc(name)}/${what}`, body),
  logOut: () => ask(`${base}logout`, { method: 'POST', redirect: 'manual' }).catch(() => undefined).then(() => location.assign(`${base}login`)),
  keys: () => get<Key[]>('keys'),
  makeKey: (key: { name: string; grants: string[]; days?: number }) => post<NewKey>('keys', key),
  revokeKey: (id: string) => post<Key>(`keys/${enc(id)}/revoke`, {}),
  audit: (query: Query, signal?: AbortSignal) => get<AuditPage>('audit', query, signal),
  views: () => get<SavedView[]>('views'),
  saveView: (view: { name: string; address: string; isPrivate: boolean }) => post<SavedView>('views', view),
  editView: (id: string, change: { name?: string; address?: string; isPrivate?: boolean; version?: number }) => post<SavedView>(`views/${enc(id)}/edit`, change),
  deleteView: (id: string) => post<SavedView[]>(`views/${enc(id)}/delete`, {}),
  reports: () => get<ReportHead[]>('reports'),
  report: (id: string, version?: number) => get<Report>(`reports/${enc(id)}`, { version }),
  reportVersions: (id: string) => get<ReportVersion[]>(`reports/${enc(id)}/versions`),
  saveReport: (report: ReportText) => post<Report>('reports', report),
  editReport: (id: string, change: Partial<ReportText> & { version: number }) => post<Report>(`reports/${enc(id)}/edit`, change),
  deleteReport: (id: string) => post<ReportHead[]>(`reports/${enc(id)}/delete`, {}),
};

export function artifactUrl(id: string, path: string, download = false): string {
  return address(`runs/${enc(id)}/artifact`, { path, as: download ? 'download' : undefined });
}

/** All artifacts of a run as one archive, or those below a folder. */
export const zipUrl = (id: string, folder = ''): string => address(`runs/${enc(id)}/zip`, { folder });
