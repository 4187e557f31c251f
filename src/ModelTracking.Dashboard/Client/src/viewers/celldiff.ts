// How two texts or two notebooks differ: line by line, and for notebooks cell by cell.
import type { Cell } from './notebook';

export interface Change<T> {
  kind: 'same' | 'added' | 'removed';
  value: T;
}

/** The shortest way from one list to another (Myers); beyond a bound the middle is taken as replaced, so that it ends in any case. */
export function diff<T>(before: T[], after: T[], equal: (a: T, b: T) => boolean): Change<T>[] {
  let from = 0;
  while (from < before.length && from < after.length && equal(before[from]!, after[from]!)) from++;
  let end = 0;
  while (end < before.length - from && end < after.length - from && equal(before[before.length - 1 - end]!, after[after.length - 1 - end]!)) end++;
  const [a, b] = [before.slice(from, before.length - end), after.slice(from, after.length - end)];
  const same = (list: T[]): Change<T>[] => list.map((value) => ({ kind: 'same', value }));
  return [...same(before.slice(0, from)), ...middle(a, b, equal), ...same(before.slice(before.length - end))];
}

function middle<T>(a: T[], b: T[], equal: (x: T, y: T) => boolean): Change<T>[] {
  const most = Math.min(a.length + b.length, 1500);
  const best = new Map<number, number>([[1, 0]]);
  const steps: Map<number, number>[] = [];
  for (let d = 0; d <= most; d++) {
    steps.push(new Map(best));
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && (best.get(k - 1) ?? -1) < (best.get(k + 1) ?? -1)) ? (best.get(k + 1) ?? 0) : (best.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && equal(a[x]!, b[x - k]!)) x++;
      best.set(k, x);
      if (x >= a.length && x - k >= b.length) return back(steps, a, b);
    }
  }
  return [...a.map((value): Change<T> => ({ kind: 'removed', value })), ...b.map((value): Change<T> => ({ kind: 'added', value }))];
}

function back<T>(steps: Map<number, number>[], a: T[], b: T[]): Change<T>[] {
  const found: Change<T>[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = steps.length - 1; d >= 0; d--) {
    const best = steps[d]!;
    const k = x - y;
    const down = k === -d || (k !== d && (best.get(k - 1) ?? -1) < (best.get(k + 1) ?? -1));
    const [px, py] = down ? [best.get(k + 1) ?? 0, (best.get(k + 1) ?? 0) - k - 1] : [best.get(k - 1) ?? 0, (best.get(k - 1) ?? 0) - k + 1];
    while (x > px && y > py && x > 0 && y > 0) {
      x--;
      y--;
      found.push({ kind: 'same', value: a[x]! });
    }
    if (d > 0) found.push(down ? { kind: 'added', value: b[--y]! } : { kind: 'removed', value: a[--x]! });
  }
  return found.reverse();
}

export const lineDiff = (before: string, after: string): Change<string>[] => diff(before.split('\n'), after.split('\n'), (a, b) => a === b);

/** The lines of a diff as a patch shows them, with those around changes. */
export function patchOf(changes: Change<string>[], around = 3): string {
  const near = changes.map((_, i) => changes.slice(Math.max(0, i - around), i + around + 1).some((c) => c.kind !== 'same'));
  const lines: string[] = [];
  changes.forEach((c, i) => {
    if (near[i]) lines.push(`${c.kind === 'added' ? '+' : c.kind === 'removed' ? '-' : ' '}${c.value}`);
    else if (near[i - 1]) lines.push('@@ …');
  });
  return lines.join('\n');
}

export interface CellChange {
  kind: 'same' | 'added' | 'removed' | 'changed' | 'outputs';
  before?: Cell;
  after?: Cell;
}

const outputsOf = (c: Cell): string => JSON.stringify(c.outputs);

/** Cells in their order; one that was removed and one that was added beside it, and are much alike, are one that changed. */
export function cellDiff(before: Cell[], after: Cell[]): CellChange[] {
  const raw = diff(before, after, (a, b) => a.kind === b.kind && a.source === b.source);
  const found: CellChange[] = [];
  let [at, own] = [0, 0];
  for (let i = 0; i < raw.length; ) {
    if (raw[i]!.kind === 'same') {
      const [a, b] = [before[at++]!, after[own++]!];
      found.push({ kind: outputsOf(a) === outputsOf(b) ? 'same' : 'outputs', before: a, after: b });
      i++;
      continue;
    }
    const [removed, added]: [Cell[], Cell[]] = [[], []];
    for (; i < raw.length && raw[i]!.kind !== 'same'; i++) {
      if (raw[i]!.kind === 'removed') removed.push(before[at++]!);
      else added.push(after[own++]!);
    }
    found.push(...paired(removed, added));
  }
  return found;
}

function paired(removed: Cell[], added: Cell[]): CellChange[] {
  const found: CellChange[] = [];
  let from = 0;
  for (const old of removed) {
    const match = added.findIndex((c, i) => i >= from && c.kind === old.kind && alike(old.source, c.source) > 0.4);
    if (match < 0) {
      found.push({ kind: 'removed', before: old });
      continue;
    }
    added.slice(from, match).forEach((c) => found.push({ kind: 'added', after: c }));
    found.push({ kind: 'changed', before: old, after: added[match] });
    from = match + 1;
  }
  added.slice(from).forEach((c) => found.push({ kind: 'added', after: c }));
  return found;
}

/** Which part of the words two texts have in common, 0 to 1. */
function alike(a: string, b: string): number {
  const words = (t: string): string[] => t.split(/\W+/).filter(Boolean);
  const [x, y] = [words(a), words(b)];
  const left = new Map<string, number>();
  x.forEach((w) => left.set(w, (left.get(w) ?? 0) + 1));
  const shared = y.filter((w) => { const n = left.get(w) ?? 0; left.set(w, n - 1); return n > 0; }).length;
  return (2 * shared) / Math.max(1, x.length + y.length);
}
