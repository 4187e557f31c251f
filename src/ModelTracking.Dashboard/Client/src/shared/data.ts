// What a saved page holds instead of a server.
import type { Comparison, Lines, Nested, Rows, Run, Table } from '../types';

/** What a live block of a report shows, or why it could not be had. */
export interface SavedBlock {
  runs: string[];
  /** How many its query found. */
  total?: number;
  rows?: Rows;
  comparison?: Comparison;
  /** By series, as the server answers them. */
  curves?: Record<string, string>;
  error?: string;
}

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
  report?: { name: string; content: string; owner: string; changed: number; changedBy: string; version: number };
  /** By the source of the block. */
  blocks?: Record<string, SavedBlock>;
}

export const saved = JSON.parse(document.getElementById('data')!.textContent!) as Saved;

/** The name of an artifact of a run within the file. */
export const keyOf = (run: string, path: string): string => `${run} ${path}`;
