// What a saved page holds instead of a server.
import type { Comparison, Lines, Nested, Run, Table } from '../types';

export interface Saved {
  version: string;
  time: number;
  page: string;
  runs: Run[];
  comparison?: Comparison;
  series: string;
  nested: Record<string, Nested>;
  logs: Record<string, Lines>;
  texts: Record<string, string>;
  tables: Record<string, Table>;
  images: Record<string, string>;
  leftOut: string[];
}

export const saved = JSON.parse(document.getElementById('data')!.textContent!) as Saved;

/** The name of an artifact of a run within the file. */
export const keyOf = (run: string, path: string): string => `${run} ${path}`;
