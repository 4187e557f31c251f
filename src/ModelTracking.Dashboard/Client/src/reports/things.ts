// What of a page may be put into a report: the blocks that show the same there.
import { api } from '../api';
import { isSystem, keysOf } from '../parts/metrics';
import { joined } from '../runs/query';
import type { Run } from '../types';
import { blockText } from './blocks';

/** The page that somebody looks at. */
export type Source =
  | { page: 'runs'; q: string; experiment: string; nested: string; columns: string[]; sort: string; group: string; selected: string[] }
  | { page: 'compare'; runs: Run[]; query: URLSearchParams }
  | { page: 'run'; run: Run; query: URLSearchParams };

export interface Thing {
  label: string;
  block: () => string | Promise<string>;
}

const most = { metrics: 6, runs: 50 };

export function thingsOf(source: Source): Thing[] {
  switch (source.page) {
    case 'runs': return ofList(source);
    case 'compare': return ofComparison(source.runs, source.query);
    case 'run': return ofRun(source.run, source.query);
  }
}

/** The query of a list with what else narrows it, as one text. */
async function wholeQuery({ q, experiment, nested }: Extract<Source, { page: 'runs' }>): Promise<string> {
  const own = [experiment && `experiment = '${experiment.replaceAll("'", "''")}'`, nested === '0' && q === '' && experiment === '' ? '' : nested === '0' && 'parent_id IS NULL'].filter((c): c is string => !!c);
  if (q === '') return own.join(' AND ');
  const answer = await api.check(q);
  const typed = answer.conditions ?? [];
  return joined({ of: q, conditions: [], head: answer.head ?? '', tail: answer.tail ?? '' }, [...own, ...(own.length > 0 && typed.length === 1 && / OR /i.test(typed[0]!) ? [`(${typed[0]})`] : typed)]).text;
}

const metricsOf = async (query: { q?: string; run?: string[] }): Promise<string[]> => [...new Set((await api.metrics(query)).metrics.map((m) => m.key))].filter((k) => !isSystem(k));

function ofList(list: Extract<Source, { page: 'runs' }>): Thing[] {
  const { selected, columns, sort, group } = list;
  const named = selected.slice(0, most.runs);
  const chosen: Thing[] = named.length === 0 ? [] : named.length === 1 ? [{ label: 'The selected run', block: () => blockText('run', { run: named }) }] : [
    { label: `Comparison of the ${named.length} selected runs`, block: () => blockText('compare', { run: named }) },
    { label: `Charts of the ${named.length} selected runs`, block: async () => blockText('chart', { metric: (await metricsOf({ run: named })).slice(0, 4), run: named }) },
  ];
  const grouped: Thing[] = group ? [{ label: 'Charts of these groups', block: async () => { const query = await wholeQuery(list); return blockText('chart', { metric: (await metricsOf({ q: query })).slice(0, 4), query, group }); } }] : [];
  const way = sort.replaceAll(/ DESC(?=$|, )/g, ' desc');
  return [
    ...chosen,
    ...grouped,
    { label: 'This table', block: async () => blockText('runs', { query: await wholeQuery(list), columns: columns.join(', '), sort: way, limit: 10 }) },
    ...(group ? [] : [{ label: 'Charts of these runs', block: async () => { const query = await wholeQuery(list); return blockText('chart', { metric: (await metricsOf({ q: query })).slice(0, 4), query, limit: 20 }); } }]),
  ];
}

function looks(query: URLSearchParams): Record<string, string | undefined> {
  const x = query.get('x') ?? '';
  return { x: x === 'time' || x === 'relative' ? x : undefined, y: query.get('logy') === '1' ? 'log' : undefined, smoothing: query.get('smooth') ?? undefined };
}

/** By colour, dash and facet; without a dash the facet takes its place. */
const groupOf = (query: URLSearchParams): string | undefined => {
  const [group, dash, facet] = ['group', 'dash', 'facet'].map((k) => query.get(k) ?? '');
  return group ? [group, dash || facet, dash && facet].filter(Boolean).join(', ') : undefined;
};

function charts(runs: Run[], query: URLSearchParams): string {
  const find = (query.get('find') ?? '').toLowerCase();
  const keys = keysOf(runs, false).filter((k) => k.toLowerCase().includes(find));
  return blockText('chart', { metric: keys.slice(0, most.metrics), run: runs.slice(0, most.runs).map((r) => r.id), ...looks(query), group: groupOf(query) });
}

function ofComparison(runs: Run[], query: URLSearchParams): Thing[] {
  const ids = runs.slice(0, most.runs).map((r) => r.id);
  const things: Thing[] = [
    { label: 'What differs', block: () => blockText('compare', { run: ids, baseline: ids[0], show: query.get('all') === '1' ? 'all' : undefined }) },
    { label: 'Charts', block: () => charts(runs, query) },
  ];
  return query.get('tab') === 'charts' ? things.reverse() : things;
}

function ofRun(run: Run, query: URLSearchParams): Thing[] {
  const tab = query.get('tab') ?? '';
  const path = query.get('path') ?? '';
  const things: Thing[] = [
    { label: 'This run in short', block: () => blockText('run', { run: run.id }) },
    ...(keysOf([run], false).length > 0 ? [{ label: 'Its charts', block: () => charts([run], query) }] : []),
  ];
  if (tab === 'metrics') things.reverse();
  return tab === 'artifacts' && run.artifacts.some((a) => a.path === path) ? [{ label: path, block: () => blockText('artifact', { run: run.id, path }) }, ...things] : things;
}
