// Where the things of a lineage stand: a column for each kind, neighbours brought near one another.
import type { LineageEdge, LineageNode } from '../types';

export const box = { width: 216, height: 50, gapX: 60, gapY: 12, top: 30 };

export const columnNames = ['Data', 'Runs', 'Versions', 'In use as'];

const columnOf = (kind: LineageNode['kind']): number => ({ data: 0, run: 1, runs: 1, version: 2, alias: 3, stage: 3 })[kind];

export interface Spot {
  node: LineageNode;
  column: number;
  x: number;
  y: number;
}

export interface Placing {
  columns: { name: string; x: number; spots: Spot[] }[];
  spots: Map<string, Spot>;
  width: number;
  height: number;
}

/** The places of all nodes; columns that nothing stands in are left out. */
export function place(nodes: LineageNode[], edges: LineageEdge[]): Placing {
  const columns = columnNames.map((name, i) => ({ name, nodes: nodes.filter((n) => columnOf(n.kind) === i) })).filter((c) => c.nodes.length > 0);
  const near = new Map<string, string[]>(nodes.map((n) => [n.id, []]));
  for (const e of edges) {
    near.get(e.from)?.push(e.to);
    near.get(e.to)?.push(e.from);
  }
  const at = new Map<string, number>();
  for (const c of columns) c.nodes.forEach((n, i) => at.set(n.id, i - (c.nodes.length - 1) / 2));
  const settle = (list: LineageNode[]): void => {
    const want = new Map(list.map((n) => {
      const others = near.get(n.id)!.filter((o) => at.has(o));
      return [n.id, others.length > 0 ? others.reduce((sum, o) => sum + at.get(o)!, 0) / others.length : at.get(n.id)!];
    }));
    list.sort((a, b) => want.get(a.id)! - want.get(b.id)!);
    // Where it would like to stand, but below the one before; then all of them as near to that as they can be.
    let last = -Infinity;
    const put = list.map((n) => (last = Math.max(last + 1, want.get(n.id)!)));
    const shift = list.reduce((sum, n, i) => sum + want.get(n.id)! - put[i]!, 0) / Math.max(1, list.length);
    list.forEach((n, i) => at.set(n.id, put[i]! + shift));
  };
  for (let i = 0; i < 4; i++) {
    columns.forEach((c) => settle(c.nodes));
    [...columns].reverse().forEach((c) => settle(c.nodes));
  }
  const least = Math.min(0, ...at.values());
  const most = Math.max(0, ...at.values());
  const spots = new Map<string, Spot>();
  const placed = columns.map((c, column) => {
    const x = column * (box.width + box.gapX);
    const own = c.nodes.map((node): Spot => ({ node, column, x, y: box.top + (at.get(node.id)! - least) * (box.height + box.gapY) }));
    own.forEach((s) => spots.set(s.node.id, s));
    return { name: c.name, x, spots: own };
  });
  return { columns: placed, spots, width: Math.max(1, columns.length) * (box.width + box.gapX) - box.gapX, height: box.top + (most - least) * (box.height + box.gapY) + box.height + 4 };
}

/** A thing with all that it came of and all that came of it. */
export function kin(id: string, edges: LineageEdge[]): Set<string> {
  const all = new Set([id]);
  // Down and up apart: what came of the same data is no kin of it.
  for (const [from, to] of [['from', 'to'], ['to', 'from']] as const) {
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const e of edges) {
        if (e[from] !== next || all.has(e[to])) continue;
        all.add(e[to]);
        open.push(e[to]);
      }
    }
  }
  return all;
}
