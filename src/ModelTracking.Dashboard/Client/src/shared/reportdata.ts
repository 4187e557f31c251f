// Takes the place of reports/data.ts in a saved file: what each block shows stands in the file, under the block's own source.
import { parse, type Curves } from '../curves';
import { toNumber, isSpan, isTime } from '../format';
import type { ArtifactBlock, ChartBlock, Choice, CompareBlock, RunBlock, RunsBlock } from '../reports/blocks';
import type { Found } from '../reports/data';
import { facts } from '../runs/facts';
import { parseSort } from '../runs/sorting';
import { nameOf } from '../series';
import type { Artifact, Cell, Comparison, MetricName, Rows, Run } from '../types';
import { keyOf, saved, type SavedBlock } from './data';
import { bytesOf } from './bytes';
import { rebased } from './rebased';

function blockOf(block: { key: string }): SavedBlock {
  const found = saved.blocks?.[block.key];
  if (!found) throw new Error('What this block shows is not in this file; open the report in the dashboard to see it.');
  if (found.error) throw new Error(found.error);
  return found;
}

export async function findRuns(block: Choice & { key: string }): Promise<Found> {
  const found = blockOf(block);
  const ids = found.runs.filter((id) => saved.runs.some((r) => r.id === id));
  return { ids, total: found.total ?? ids.length, gone: block.runs.filter((id) => !found.runs.includes(id)).length, state: ids.join(), isLive: false };
}

export const loadRuns = async (ids: string[]): Promise<Run[]> => ids.map((id) => saved.runs.find((r) => r.id === id)).filter((r): r is Run => r !== undefined);

export async function oneRun(block: RunBlock | ArtifactBlock): Promise<Run | null> {
  return (await loadRuns(blockOf(block).runs))[0] ?? null;
}

/** The rows of the file, in the order that was asked for. */
export const rowsOf = (block: RunsBlock) => async (query: Record<string, string | number | string[] | undefined>): Promise<Rows> => {
  const rows = blockOf(block).rows;
  if (!rows) throw new Error('The rows of this table are not in this file; open the report in the dashboard to see them.');
  const sort = String(query.sort ?? '');
  if (sort === block.sort) return rows;
  const keys = parseSort(sort).map((k) => ({ at: [...facts, ...rows.columns].indexOf(k.field), isDescending: k.isDescending })).filter((k) => k.at >= 0);
  const compare = (a: Cell[], b: Cell[]): number => {
    for (const { at, isDescending } of keys) {
      const way = order(a[at]!, b[at]!) * (isDescending && a[at] !== null && b[at] !== null ? -1 : 1);
      if (way !== 0) return way;
    }
    return 0;
  };
  return { ...rows, rows: [...rows.rows].sort(compare) };
};

const plain = (c: Cell): string | number => (typeof c === 'number' ? c : isTime(c) ? c.t : isSpan(c) ? c.d : c === 'NaN' || c === 'Infinity' || c === '-Infinity' ? toNumber(c) : String(c));

/** What is not there comes last. */
function order(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [x, y] = [plain(a), plain(b)];
  return typeof x === 'number' && typeof y === 'number' ? Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || x - y : String(x).localeCompare(String(y));
}

export async function comparisonOf(block: CompareBlock, ids: string[], base: string): Promise<Comparison> {
  const found = blockOf(block).comparison;
  if (!found) throw new Error('This comparison is not in this file; open the report in the dashboard to see it.');
  return rebased(found, ids, base);
}

export const scopeOf = async (): Promise<{ q?: string; run?: string[] }> => ({});

/** The series of which the file has curves. */
export async function metricsOf(block: ChartBlock): Promise<MetricName[]> {
  const curves = blockOf(block).curves;
  if (!curves) throw new Error('The curves of these groups are not in this file; open the report in the dashboard to see them.');
  return Object.keys(curves).map((name) => {
    const [, key, context] = /^(.*?)(?:\{(.*)\})?$/s.exec(name)!;
    return { key: key!, context: context ?? '', goal: 'None', runs: 0 };
  });
}

export const curvesOf = (block: ChartBlock) => async (query: Record<string, string | number | string[] | undefined>): Promise<Curves> => {
  const bytes = blockOf(block).curves?.[nameOf(String(query.key), String(query.context ?? ''))];
  if (!bytes) throw new Error('These curves are not in this file.');
  return parse(bytesOf(bytes));
};

export const isInFile = (id: string): boolean => saved.runs.some((r) => r.id === id);

/** Pictures, texts and tables are in the file as far as there was room. */
export function whyNotShown(run: string, artifact: Artifact): string {
  const key = keyOf(run, artifact.path);
  return saved.images[key] !== undefined || saved.texts[key] !== undefined || saved.tables[key] !== undefined ? '' : 'This artifact is not in this file: it is too large, or of a kind that needs the dashboard. Open the report there to see it.';
}

/** Before they are known. */
export const none: Found = { ids: [], total: 0, gone: 0, state: '', isLive: false };
