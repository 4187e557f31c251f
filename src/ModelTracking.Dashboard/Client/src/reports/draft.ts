// What is typed and not saved yet, kept by the browser: closing the window or a crash loses nothing.
import type { ReportText } from '../api';
import { about } from '../store';

export interface Draft extends ReportText {
  /** The version of the report that it was made from; 0 for a new one. */
  version: number;
  time: number;
}

// Others who use this browser, and other stores at this address, have their own.
const keyOf = (id: string): string => `modeltracking-report ${about.value?.store ?? ''} ${about.value?.user ?? ''} ${id}`;

export function readDraft(id: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

/** Whether it could be kept: a browser may have no room, or forbid it. */
export function keepDraft(id: string, draft: Draft): boolean {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(id: string): void {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // Where nothing can be kept there is nothing to take away.
  }
}
