// What rows are ordered by: up to four keys, as the query language writes them: `metrics.loss, start_time DESC`.
import { heading } from '../format';

export interface SortKey {
  field: string;
  isDescending: boolean;
}

/** Keys at most; the server takes no more (`Limits.SortKeys`). */
export const mostKeys = 4;

/** Split at commas outside of quotes, brackets and parentheses. */
export function splitList(text: string): string[] {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (const c of text) {
    if (quote) quote = c === quote ? '' : quote;
    else if (c === '`' || c === "'") quote = c;
    else if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    if (c === ',' && depth <= 0 && !quote) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((p) => p.trim()).filter((p) => p !== '');
}

export const parseSort = (text: string): SortKey[] =>
  splitList(text).map((part) => {
    const [, field, way] = /^(.*?)(?:\s+(asc|desc))?$/is.exec(part)!;
    return { field: field!, isDescending: way?.toLowerCase() === 'desc' };
  });

export const sortText = (keys: SortKey[]): string => keys.map((k) => (k.isDescending ? `${k.field} DESC` : k.field)).join(', ');

/**
 * The order after a click on a heading. Numbers begin with the greatest, texts with the first; the second click turns the
 * order round, the third takes it away. `adds` keeps the other keys; null where there is no room for one more.
 */
export function nextSort(sort: string, field: string, isNumber: boolean, adds = false): string | null {
  const keys = parseSort(sort);
  const known = keys.find((k) => k.field === field);
  const isLast = known !== undefined && known.isDescending !== isNumber;
  const next: SortKey[] = known === undefined ? [{ field, isDescending: isNumber }] : isLast ? [] : [{ field, isDescending: !known.isDescending }];
  if (!adds) return sortText(keys.length > 1 ? [{ field, isDescending: isNumber }] : next);
  if (known === undefined && keys.length >= mostKeys) return null;
  return sortText(known === undefined ? [...keys, ...next] : keys.flatMap((k) => (k === known ? next : [k])));
}

/** A field as people read it. */
export const spoken = (field: string): string => {
  if (field === 'start_time') return 'Started';
  if (field === 'run_name') return 'Run';
  const { name, note } = heading(field);
  return note ? `${name} (${note})` : name.charAt(0).toUpperCase() + name.slice(1);
};

/** The order in words, for who does not see the arrows. */
export const saidSort = (sort: string): string => {
  const keys = parseSort(sort);
  return keys.length === 0 ? 'Newest first.' : `Sorted by ${keys.map((k) => `${spoken(k.field)}, ${k.isDescending ? 'descending' : 'ascending'}`).join('; then by ')}.`;
};
