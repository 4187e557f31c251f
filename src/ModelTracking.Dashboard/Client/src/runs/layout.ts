// Where the columns of the table stand: which, in what order, how wide, which of them stay in view.
import { aggregateOf, cellText, columnFormat, heading, isNumeric } from '../format';
import type { Cell, Num } from '../types';

export type ColumnKind = 'experiment' | 'start' | 'duration' | 'value' | 'curve';

export interface TableColumn {
  kind: ColumnKind;
  /** What the column is called in a query; of a curve, its metric. */
  field: string;
  /** Unlike all others. */
  id: string;
  /** Where its value stands among the cells of a row; -1 where it is none of them. */
  cell: number;
  width: number;
  isNumber: boolean;
  /** Stands beside the name, before all others. */
  isPinned: boolean;
  /** Where it stays while the others go by; null for one that goes with them. */
  stuck: number | null;
  /** Where it begins, from the left edge of the table. */
  x: number;
  /** Whether its numbers have their distance from a baseline beside them. */
  hasDelta: boolean;
  format: ((value: Num) => string) | null;
}

export interface Layout {
  tick: number;
  name: number;
  columns: TableColumn[];
  /** All of it, for the grid. */
  template: string;
  least: number;
}

export interface Wishes {
  /** The columns that the rows have. */
  columns: string[];
  pins: string[];
  curves: string[];
  hidden: string[];
  widths: Map<string, number>;
  showExperiment: boolean;
  isTicked: boolean;
  isNarrow: boolean;
  /** How wide the window on the table is. */
  room: number;
  /** Whether numbers have their distance from a baseline beside them. */
  hasBaseline: boolean;
  /** The values of the first rows in a column. */
  sample: (cell: number) => Cell[];
}

const tickWidth = 36;
const nameWidth = 260;
/** On a phone the name leaves room for what is asked about. */
const narrowNameWidth = 150;
const curveWidth = 132;
export const deltaWidth = 88;
export const [leastWidth, mostWidth] = [48, 640];
/** Room for the arrow of the order, its number, and the menu of the column. */
const headRoom = 48;

/** Columns beside the name may take so much of the window, so that the others can be seen. */
const mostStuck = 0.6;

const fitted = (column: string, sample: Cell[]): number => {
  const { name, note } = heading(column);
  const words = Math.max(name.length * 7.4, note.length * 6.2) + headRoom;
  const widest = Math.max(0, ...sample.map((c) => cellText(c).length)) * 7.6 + 26;
  return Math.round(Math.max(72, Math.min(260, Math.max(words, widest))));
};

/** A curve's column among others. */
export const curveId = (metric: string): string => `curve ${metric}`;

export const clampWidth = (width: number): number => Math.round(Math.max(leastWidth, Math.min(mostWidth, width)));

export function layoutOf(wishes: Wishes): Layout {
  const { pins, widths } = wishes;
  const tick = wishes.isTicked ? tickWidth : 0;
  const name = widths.get('run_name') ?? (wishes.isNarrow ? narrowNameWidth : nameWidth);
  const fact = (kind: ColumnKind, field: string, width: number, isNumber: boolean): TableColumn => ({ kind, field, id: field, cell: -1, width: widths.get(field) ?? width, isNumber, isPinned: false, stuck: null, x: 0, hasDelta: false, format: null });
  const curve = (field: string): TableColumn => ({ ...fact('curve', field, 0, false), id: curveId(field), width: widths.get(curveId(field)) ?? curveWidth });
  const values = wishes.columns.map((field, cell): TableColumn => {
    const sample = wishes.sample(cell);
    const isNumber = sample.filter((c) => c !== null).every(isNumeric);
    const format = isNumber ? columnFormat(sample.map((c) => (typeof c === 'number' ? c : null))) : null;
    const hasDelta = wishes.hasBaseline && isNumber;
    const width = (widths.get(field) ?? fitted(field, sample.slice(0, 40))) + (hasDelta ? deltaWidth : 0);
    return { kind: 'value', field, id: field, cell, width, isNumber, isPinned: pins.includes(field), stuck: null, x: 0, hasDelta, format };
  }).filter((c) => c.isPinned || !wishes.hidden.includes(c.field));
  const pinned = pins.map((p) => values.find((v) => v.field === p)).filter((v): v is TableColumn => v !== undefined);
  const rest = values.filter((v) => !v.isPinned);
  // A curve stands behind the value of the same metric, or before all values.
  const metricOf = (v: TableColumn): string => aggregateOf(v.field).field;
  const alone = wishes.curves.filter((f) => !rest.some((v) => metricOf(v) === f)).map(curve);
  const behind = rest.flatMap((v, i) => (wishes.curves.includes(metricOf(v)) && rest.findIndex((o) => metricOf(o) === metricOf(v)) === i ? [v, curve(metricOf(v))] : [v]));
  const columns = [
    ...pinned,
    ...(wishes.showExperiment ? [fact('experiment', 'experiment', 120, false)] : []),
    fact('start', 'start_time', 118, true),
    fact('duration', 'duration', 108, true),
    ...alone,
    ...behind,
  ];
  let x = tick + name;
  let isRoom = !wishes.isNarrow;
  for (const column of columns) {
    column.x = x;
    isRoom &&= column.isPinned && x + column.width <= wishes.room * mostStuck;
    column.stuck = isRoom ? x : null;
    x += column.width;
  }
  const all = [...(tick > 0 ? [tick] : []), name, ...columns.map((c) => c.width)];
  return { tick, name, columns, template: `${all.map((w) => `${w}px`).join(' ')} minmax(0, 1fr)`, least: x };
}

/** Columns that move to another place: before `target`, or to the end; beside a pinned one they are pinned, elsewhere not. */
export function moved(columns: string[], pins: string[], field: string, target: string | null): { columns: string[]; pins: string[] } {
  const without = (list: string[]): string[] => list.filter((x) => x !== field);
  const before = (list: string[], at: string): string[] => list.flatMap((x) => (x === at ? [field, x] : [x]));
  if (target === field) return { columns, pins };
  if (target !== null && pins.includes(target)) return { columns: without(columns).includes(target) ? before(without(columns), target) : columns, pins: before(without(pins), target) };
  const rest = without(columns);
  return { columns: target === null || !rest.includes(target) ? [...rest, field] : before(rest, target), pins: without(pins) };
}

/** `metrics.loss 120`, a line each; those that were set last, as far as an address should be long. */
export const widthsText = (widths: Map<string, number>): string => {
  const lines = [...widths].map(([field, width]) => `${field} ${width}`);
  while (lines.join('\n').length > 600) lines.shift();
  return lines.join('\n');
};

export const parseWidths = (text: string): Map<string, number> =>
  new Map(text.split('\n').map((l) => /^(.+) (\d+)$/.exec(l)).filter((m) => m !== null).map((m) => [m[1]!, clampWidth(Number(m[2]))]));
