// Two texts that were made from the same one, as one text in which nothing of either is lost.
import { lineDiff } from '../viewers/celldiff';

/** Lines of the first text that one side has replaced by others. */
interface Hunk {
  from: number;
  to: number;
  lines: string[];
}

function hunks(base: string, own: string): Hunk[] {
  const found: Hunk[] = [];
  let at = 0;
  let open: Hunk | null = null;
  for (const change of lineDiff(base, own)) {
    if (change.kind === 'same') {
      open = null;
      at++;
      continue;
    }
    if (!open) found.push((open = { from: at, to: at, lines: [] }));
    if (change.kind === 'added') open.lines.push(change.value);
    else open.to = ++at;
  }
  return found;
}

/** What one side makes of the lines `from` to `to` of the first text. */
function applied(base: string[], own: Hunk[], from: number, to: number): string[] {
  const lines: string[] = [];
  let at = from;
  for (const h of own) {
    lines.push(...base.slice(at, h.from), ...h.lines);
    at = h.to;
  }
  return [...lines, ...base.slice(at, to)];
}

/** Where both have changed the same place differently, both stand there, between marks; `both` counts such places. */
export function merge(base: string, mine: string, theirs: string, names: { mine: string; theirs: string }): { text: string; both: number } {
  const lines = base.split('\n');
  const [a, b] = [hunks(base, mine), hunks(base, theirs)];
  const result: string[] = [];
  let [at, i, k, both] = [0, 0, 0, 0];
  while (i < a.length || k < b.length) {
    const from = Math.min(a[i]?.from ?? Infinity, b[k]?.from ?? Infinity);
    let to = from;
    const [own, other]: [Hunk[], Hunk[]] = [[], []];
    // Changes that touch each other are one place.
    for (let grew = true; grew; ) {
      grew = false;
      for (; i < a.length && a[i]!.from <= to; i++, grew = true) { own.push(a[i]!); to = Math.max(to, a[i]!.to); }
      for (; k < b.length && b[k]!.from <= to; k++, grew = true) { other.push(b[k]!); to = Math.max(to, b[k]!.to); }
    }
    result.push(...lines.slice(at, from));
    at = to;
    const [x, y] = [applied(lines, own, from, to), applied(lines, other, from, to)];
    if (other.length === 0 || x.join('\n') === y.join('\n')) result.push(...x);
    else if (own.length === 0) result.push(...y);
    else {
      both++;
      result.push(`<<<<<<< ${names.mine}`, ...x, '=======', ...y, `>>>>>>> ${names.theirs}`);
    }
  }
  return { text: [...result, ...lines.slice(at)].join('\n'), both };
}
