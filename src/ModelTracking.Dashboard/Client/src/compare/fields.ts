import { quoted } from '../format';
import type { Run } from '../types';

/** What runs can be grouped by: every param, tag or fact that joins some of them; what also tells some apart comes first. */
export function fieldsOf(runs: Run[]): string[] {
  const of = (r: Run): [string, string][] => [['experiment', r.experiment], ...r.params.map((p) => [`params.${quoted(p.key)}`, p.value] as [string, string]), ...Object.entries(r.tags).filter(([k]) => !k.startsWith('modeltracking.')).map(([k, v]) => [`tags.${quoted(k)}`, v] as [string, string])];
  const values = new Map<string, Set<string>>();
  for (const [field, value] of runs.flatMap(of)) values.set(field, (values.get(field) ?? new Set()).add(value));
  return [...values].filter(([, v]) => v.size < runs.length).map(([f]) => f).sort((a, b) => Number(values.get(b)!.size > 1) - Number(values.get(a)!.size > 1));
}

/** Whether a field tells some of the runs apart. */
export const tellsApart = (field: string, runs: Run[]): boolean => new Set(runs.map((r) => (field === 'experiment' ? r.experiment : (r.params.find((p) => `params.${quoted(p.key)}` === field)?.value ?? Object.entries(r.tags).find(([k]) => `tags.${quoted(k)}` === field)?.[1] ?? null)))).size > 1;
