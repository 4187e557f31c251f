// Rows of the table as they are needed, a hundred at a time.
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, type Problem } from '../api';
import type { Cell, Rows } from '../types';

const page = 100;

export interface Row {
  id: string;
  name: string;
  experiment: string;
  status: string;
  start: Cell;
  duration: Cell;
  parent: string | null;
  isStarred: boolean;
  cells: Cell[];
}

export const rowOf = (cells: Cell[]): Row => ({
  id: cells[0] as string, name: cells[1] as string, experiment: cells[2] as string, status: cells[3] as string, start: cells[4]!, duration: cells[5]!, parent: cells[6] as string | null, isStarred: cells[7] === 'true', cells: cells.slice(8),
});

export interface Wanted {
  query: Record<string, string>;
  revision: number;
  most?: number;
  from?: typeof api.rows;
  onLoaded: (rows: Rows) => void;
  onError: (problem: Problem | null) => void;
}

export interface Pages {
  total: number | null;
  isWaiting: boolean;
  columns: string[];
  /** Columns in which all runs have the same, where that was asked for. */
  constant: string[];
  at: (i: number) => Row | undefined;
}

/** Pages of rows as they are needed; those of an earlier state stay in view until the new ones are there. */
export function usePages(wanted: Wanted, first: number, last: number): Pages {
  const key = JSON.stringify(wanted.query);
  const state = useRef<{ key: string; failed: string; total: number | null; columns: string[]; constant: string[]; pages: Map<number, { revision: number; rows: Row[] }>; asking: Set<string> }>({ key: '', failed: '', total: null, columns: [], constant: [], pages: new Map(), asking: new Set() });
  const [, draw] = useState(0);
  const latest = useRef({ key, revision: wanted.revision });
  latest.current = { key, revision: wanted.revision };
  useEffect(() => {
    const s = state.current;
    for (let p = Math.floor(first / page); p <= Math.floor(Math.max(first, last) / page); p++) {
      const known = s.key === key ? s.pages.get(p) : undefined;
      const ask = `${key}|${p}|${wanted.revision}`;
      if (known?.revision === wanted.revision || s.asking.has(ask) || (p > 0 && s.key === key && s.total !== null && p * page >= s.total)) continue;
      s.asking.add(ask);
      const revision = wanted.revision;
      (wanted.from ?? api.rows)({ ...wanted.query, from: p * page, limit: page }).then(
        (rows) => {
          s.asking.delete(ask);
          if (latest.current.key !== key) return;
          if (s.key !== key) {
            s.pages.clear();
            s.key = key;
          }
          s.total = Math.min(rows.total, wanted.most ?? Infinity);
          s.columns = rows.columns;
          s.constant = rows.constant ?? [];
          s.pages.set(p, { revision, rows: rows.rows.map(rowOf) });
          wanted.onError(null);
          wanted.onLoaded(rows);
          draw((d) => d + 1);
        },
        (problem: Problem) => {
          s.asking.delete(ask);
          if (latest.current.key !== key) return;
          s.failed = key;
          wanted.onError(problem);
          draw((d) => d + 1);
        },
      );
    }
  }, [key, wanted.revision, first, last]);
  const s = state.current;
  return { total: s.total, isWaiting: s.total === null && s.failed !== key, columns: s.columns, constant: s.constant, at: (i) => s.pages.get(Math.floor(i / page))?.rows[i % page] };
}
