// A graph without circles in layers: each node below all that it reads, neighbours brought near one another.
export interface Placed {
  id: string;
  x: number;
  y: number;
}

export const size = { width: 190, height: 46, gapX: 26, gapY: 44 };

export function layout(ids: string[], edges: { from: string; to: string }[]): { places: Map<string, Placed>; width: number; height: number } {
  const into = new Map<string, string[]>(ids.map((id) => [id, []]));
  const out = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const e of edges) {
    if (!into.has(e.from) || !into.has(e.to) || e.from === e.to) continue;
    into.get(e.to)!.push(e.from);
    out.get(e.from)!.push(e.to);
  }
  // Kahn's order; what stands in a circle, which a broken file may have, comes last as it is.
  const left = new Map([...into].map(([id, list]) => [id, list.length]));
  const rank = new Map<string, number>();
  const queue = ids.filter((id) => left.get(id) === 0);
  for (let i = 0; i < queue.length; i++) {
    const id = queue[i]!;
    rank.set(id, Math.max(0, ...into.get(id)!.map((p) => (rank.get(p) ?? 0) + 1)));
    for (const next of out.get(id)!) {
      left.set(next, left.get(next)! - 1);
      if (left.get(next) === 0) queue.push(next);
    }
  }
  const last = Math.max(0, ...rank.values());
  ids.forEach((id) => rank.has(id) || rank.set(id, last + 1));
  // What nothing leads to stands right above what reads it.
  for (const id of ids) if (into.get(id)!.length === 0 && out.get(id)!.length > 0) rank.set(id, Math.max(0, Math.min(...out.get(id)!.map((o) => rank.get(o)!)) - 1));
  const layers: string[][] = [];
  for (const id of ids) (layers[rank.get(id)!] ??= []).push(id);
  const rows = layers.filter((l) => l && l.length > 0);
  const at = new Map<string, number>();
  rows.forEach((row) => row.forEach((id, i) => at.set(id, i - (row.length - 1) / 2)));
  const sweep = (list: string[][], near: Map<string, string[]>): void => list.forEach((row) => {
    const want = new Map(row.map((id) => [id, near.get(id)!.length ? near.get(id)!.reduce((s, n) => s + at.get(n)!, 0) / near.get(id)!.length : at.get(id)!]));
    row.sort((a, b) => want.get(a)! - want.get(b)!);
    const middle = row.reduce((s, id) => s + want.get(id)!, 0) / row.length;
    row.forEach((id, i) => at.set(id, middle + i - (row.length - 1) / 2));
  });
  for (let i = 0; i < 4; i++) {
    sweep(rows, into);
    sweep([...rows].reverse(), out);
  }
  const least = Math.min(0, ...at.values());
  const most = Math.max(0, ...at.values());
  const places = new Map<string, Placed>();
  rows.forEach((row, r) => row.forEach((id) => places.set(id, { id, x: 12 + (at.get(id)! - least) * (size.width + size.gapX), y: 12 + r * (size.height + size.gapY) })));
  return { places, width: 24 + (most - least + 1) * (size.width + size.gapX) - size.gapX, height: 24 + rows.length * (size.height + size.gapY) - size.gapY };
}
