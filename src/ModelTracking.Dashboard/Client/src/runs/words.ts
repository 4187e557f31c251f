// The words of the query language, for completion. The language itself is the server's.
export const attributes = ['run_name', 'experiment', 'status', 'start_time', 'end_time', 'duration', 'user', 'description', 'error', 'parent_id', 'forked_from', 'run_id', 'datasets.name', 'datasets.digest'];
export const keywords = ['AND', 'OR', 'NOT', 'IN (', 'LIKE ', 'RLIKE ', 'BETWEEN ', 'IS NULL', 'IS NOT NULL', 'ORDER BY ', 'DESC', 'LIMIT ', 'ANY CHILD (', 'PARENT ('];
export const functions = ['min(', 'max(', 'best(', 'first(', 'avg(', 'count('];

export interface Suggestion {
  text: string;
  note: string;
}

/** What may stand where the caret is, and from where on it replaces the text. */
export function complete(text: string, caret: number, fields: string[]): { from: number; suggestions: Suggestion[] } {
  const before = text.slice(0, caret);
  if (((before.match(/'/g) ?? []).length & 1) === 1) return { from: caret, suggestions: [] };
  if (/[\w'`)\]]$/.test(before) && !/[\w.`\[\]/-]+$/.test(before)) return { from: caret, suggestions: [] };
  const token = /[\w.`\[\]/-]*$/.exec(before)![0];
  const from = caret - token.length;
  const want = token.toLowerCase();
  const rank = (name: string): number => {
    const low = name.toLowerCase();
    const key = low.slice(low.indexOf('.') + 1);
    return low.startsWith(want) || key.startsWith(want) ? 0 : low.includes(want) ? 1 : 9;
  };
  const afterValue = /(^|[\s(])(?:'[^']*'|-?[\d.]+(?:e-?\d+)?|true|false|null|\))\s+\w*$/i.test(before);
  const pool: Suggestion[] = [
    ...(afterValue ? keywords.map((k) => ({ text: k, note: '' })) : []),
    ...fields.filter((f) => !f.startsWith('metrics.`system') && !f.startsWith('metrics.system')).map((f) => ({ text: f, note: f.slice(0, f.indexOf('.')).replace(/s$/, '') })),
    ...attributes.map((a) => ({ text: a, note: 'run' })),
    ...functions.map((f) => ({ text: f, note: 'of a metric' })),
    ...(afterValue || want.length === 0 ? [] : keywords.map((k) => ({ text: k, note: '' }))),
  ];
  const suggestions = pool
    .map((s) => ({ s, r: rank(s.text) }))
    .filter((x) => x.r < 9 && x.s.text.trim() !== token)
    .sort((a, b) => a.r - b.r)
    .slice(0, 10)
    .map((x) => x.s);
  return { from, suggestions };
}
