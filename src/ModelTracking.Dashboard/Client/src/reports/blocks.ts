// Live blocks of a report: code blocks of Markdown whose lines say which runs are shown, and how. Plain data: nothing is asked here.
import { mostKeys, parseSort, sortText, splitList } from '../runs/sorting';
import { none, parseSmoothing, type Smoothing } from '../smoothing';
import type { Block, CodeBlock } from '../viewers/markdown';

export const kinds = ['chart', 'runs', 'run', 'compare', 'artifact'] as const;
export type Kind = (typeof kinds)[number];

interface Common {
  /** The whole source of the block: how a saved file finds its data. */
  key: string;
  title: string;
  /** What is wrong with it, each with what to do. */
  problems: string[];
}

/** Which runs: those that are named, and those that a query finds; all where neither is given. */
export interface Choice {
  query: string;
  runs: string[];
  limit: number;
}

export interface ChartBlock extends Common, Choice {
  kind: 'chart';
  metrics: string[];
  x: 'step' | 'relative' | 'time';
  logY: boolean;
  smoothing: Smoothing;
  group: string;
}
export interface RunsBlock extends Common {
  kind: 'runs';
  query: string;
  columns: string[];
  sort: string;
  limit: number;
}
export interface RunBlock extends Common {
  kind: 'run';
  run: string;
  /** Empty for the main ones. */
  metrics: string[];
  params: string[];
}
export interface CompareBlock extends Common, Choice {
  kind: 'compare';
  baseline: string;
  all: boolean;
  /** Empty for all of them. */
  sections: string[];
}
export interface ArtifactBlock extends Common {
  kind: 'artifact';
  run: string;
  path: string;
}
export type LiveBlock = ChartBlock | RunsBlock | RunBlock | CompareBlock | ArtifactBlock;

/** Blocks of a report that are live; what comes after them is shown as code. */
export const mostBlocks = 50;

const keysOf: Record<Kind, string[]> = {
  chart: ['metric', 'query', 'run', 'x', 'y', 'smoothing', 'group', 'limit', 'title'],
  runs: ['query', 'columns', 'sort', 'limit', 'title'],
  run: ['run', 'metrics', 'params', 'title'],
  compare: ['run', 'query', 'baseline', 'show', 'sections', 'limit', 'title'],
  artifact: ['run', 'path', 'title'],
};
const repeated = new Set(['chart metric', 'chart run', 'compare run']);
const mostMetrics = 12;
const mostRuns = 50;

const isKind = (word: string): word is Kind => (kinds as readonly string[]).includes(word);

/** A code block as a live one; null where it is plain code. */
export function liveBlock(code: CodeBlock): LiveBlock | null {
  const kind = code.language;
  if (!isKind(kind)) return null;
  const problems: string[] = [];
  const values = read(kind, code.text, problems);
  const one = (key: string): string => values.get(key)?.[0] ?? '';
  const common = { key: `${kind}\n${code.text}`.trimEnd(), title: one('title'), problems };
  const runs = (values.get('run') ?? []).map((v) => runId(v, problems)).filter((v) => v !== '');
  if (runs.length > mostRuns) problems.push(`It names ${runs.length} runs, and at most ${mostRuns} are shown. Name fewer, or find them with a query.`);
  const choice = (otherwise: number, most: number): Choice => ({ query: one('query'), runs: [...new Set(runs)].slice(0, mostRuns), limit: whole(one('limit'), otherwise, most, problems) });
  switch (kind) {
    case 'chart': {
      const metrics = values.get('metric') ?? [];
      if (metrics.length === 0) problems.push('It needs a line “metric:” with the name of a metric, for example metric: loss');
      if (metrics.length > mostMetrics) problems.push(`It has ${metrics.length} metrics, and at most ${mostMetrics} are drawn. Put the others into a chart of their own.`);
      return {
        ...common, kind, ...choice(20, 50), metrics: metrics.slice(0, mostMetrics), group: one('group'),
        x: word(one('x'), 'x', ['step', 'relative', 'time'], problems), logY: word(one('y'), 'y', ['linear', 'log'], problems) === 'log', smoothing: smoothing(one('smoothing'), problems),
      };
    }
    case 'runs':
      return { ...common, kind, query: one('query'), columns: splitList(one('columns')), sort: order(one('sort'), problems), limit: whole(one('limit'), 10, 100, problems) };
    case 'run':
      if (runs.length === 0) problems.push(missingRun);
      return { ...common, kind, run: runs[0] ?? '', metrics: splitList(one('metrics')), params: splitList(one('params')) };
    case 'compare': {
      const found = choice(10, 20);
      if (found.runs.length === 0 && found.query === '') problems.push('It needs lines “run:” with the ids of runs, or a line “query:” that finds some, for example query: params.lr < 0.01');
      return { ...common, kind, ...found, baseline: one('baseline') && runId(one('baseline'), problems), all: word(one('show'), 'show', ['differences', 'all'], problems) === 'all', sections: splitList(one('sections')) };
    }
    case 'artifact':
      if (runs.length === 0) problems.push(missingRun);
      if (one('path') === '') problems.push('It needs a line “path:” with the path of an artifact of that run, as its page lists them, for example path: confusion.png');
      return { ...common, kind, run: runs[0] ?? '', path: one('path') };
  }
}

const missingRun = 'It needs a line “run:” with the id of a run, which stands on the run’s page.';

function read(kind: Kind, body: string, problems: string[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const line of body.split('\n').map((l) => l.trim()).filter((l) => l !== '')) {
    const at = line.indexOf(':');
    const key = line.slice(0, Math.max(0, at)).trim();
    const value = line.slice(at + 1).trim();
    if (at < 0) problems.push(`“${line.slice(0, 60)}” has no colon: a line is a key, a colon and a value, for example ${keysOf[kind][0]}: …`);
    else if (!keysOf[kind].includes(key)) problems.push(`“${key.slice(0, 60)}” means nothing here. A block “${kind}” has ${keysOf[kind].join(', ')}.`);
    else if (values.has(key) && !repeated.has(`${kind} ${key}`)) problems.push(`“${key}” is given twice; the first one holds. Take the other out.`);
    else if (value !== '') values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}

function runId(text: string, problems: string[]): string {
  const id = text.replaceAll('-', '').toLowerCase();
  if (/^[0-9a-f]{32}$/.test(id)) return id;
  problems.push(`“${text.slice(0, 60)}” is no id of a run: an id has 32 digits and letters a to f, and stands on the run’s page.`);
  return '';
}

function word<W extends string>(text: string, key: string, words: readonly [W, ...W[]], problems: string[]): W {
  const found = words.find((w) => w === text.toLowerCase());
  if (!found && text !== '') problems.push(`“${key}: ${text.slice(0, 60)}” is none of ${words.join(', ')}.`);
  return found ?? words[0];
}

function whole(text: string, otherwise: number, most: number, problems: string[]): number {
  if (text === '') return otherwise;
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  problems.push(`“limit: ${text.slice(0, 60)}” is no whole number from 1 to ${most}.`);
  return /^\d+$/.test(text) && Number(text) > most ? most : otherwise;
}

function smoothing(text: string, problems: string[]): Smoothing {
  const known = parseSmoothing(text);
  if (!known) problems.push(`“smoothing: ${text.slice(0, 60)}” is no number from 0 to 0.99, and no kind with its number, such as gaussian 5, mean 20 or ema 0.6.`);
  return known ?? none;
}

/** `loss DESC, lr` of `loss desc, lr asc`. */
function order(text: string, problems: string[]): string {
  const keys = parseSort(text);
  if (keys.length > mostKeys) problems.push(`“sort” names ${keys.length} values, and a table is sorted by at most ${mostKeys}. Take out those that decide least.`);
  return sortText(keys);
}

/** The live blocks of a text in their order, wherever they stand in it. */
export function liveBlocks(blocks: Block[]): CodeBlock[] {
  return blocks.flatMap((b) => (b.kind === 'code' ? (isKind(b.language) ? [b] : []) : b.kind === 'quote' ? liveBlocks(b.blocks) : b.kind === 'list' ? b.items.flatMap((i) => liveBlocks(i.blocks)) : []));
}

/** The text of a block; values that are empty are left out. */
export function blockText(kind: Kind, values: Record<string, string | number | string[] | undefined>): string {
  const lines = Object.entries(values).flatMap(([key, value]) => (Array.isArray(value) ? value : [String(value ?? '')]).map((v) => v.replace(/\s+/g, ' ').trim()).filter((v) => v !== '').map((v) => `${key}: ${v}`));
  return ['```' + kind, ...lines, '```'].join('\n');
}
