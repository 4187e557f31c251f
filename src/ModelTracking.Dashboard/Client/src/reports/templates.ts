// Blocks to begin with, about runs that are there: what is put in shows something at once, and one writes on from that.
import { api } from '../api';
import { isSystem } from '../parts/metrics';
import type { Artifact, Run } from '../types';
import { blockText, type Kind } from './blocks';

export const labels: Record<Kind, { name: string; what: string }> = {
  chart: { name: 'Chart', what: 'a metric of runs, one by one or in groups' },
  runs: { name: 'Table of runs', what: 'what a query finds, with columns of your choice' },
  run: { name: 'One run', what: 'its main metrics and params' },
  compare: { name: 'Comparison', what: 'what differs between runs' },
  artifact: { name: 'Artifact', what: 'an image, text or table that a run has logged' },
};

const quote = (experiment: string): string => (experiment ? `experiment = '${experiment.replaceAll("'", "''")}'` : '');

async function newest(experiment: string, many: number): Promise<Run[]> {
  const rows = await api.rows({ q: quote(experiment), nested: '0', limit: many });
  return rows.rows.length > 0 ? api.compare(rows.rows.map((r) => r[0] as string)) : [];
}

const isPicture = (a: Artifact): boolean => /^image\/(png|jpeg|gif|webp)$/.test(a.mediaType);
const isText = (a: Artifact): boolean => a.kind !== undefined || /^text\//.test(a.mediaType);

/** A block about the newest runs of an experiment, or of all. */
export async function template(kind: Kind, experiment: string): Promise<string> {
  const query = quote(experiment);
  switch (kind) {
    case 'chart': {
      const { metrics } = await api.metrics({ q: query });
      return blockText('chart', { metric: metrics.find((m) => !isSystem(m.key))?.key ?? 'loss', query, limit: 10 });
    }
    case 'runs': {
      const { metrics } = await api.metrics({ q: query });
      const fields = (await newest(experiment, 10)).flatMap((r) => [...r.metrics.filter((m) => metrics.some((x) => x.key === m.key) && !isSystem(m.key)).map((m) => m.field), ...r.params.slice(0, 3).map((p) => `params.${/^[\w-]+(\.[\w-]+)*$/.test(p.key) ? p.key : `\`${p.key}\``}`)]);
      const unique = [...new Set(fields)];
      const columns = [...unique.filter((f) => f.startsWith('metrics.')).slice(0, 3), ...unique.filter((f) => f.startsWith('params.')).slice(0, 3)];
      return blockText('runs', { query, columns: columns.join(', '), sort: 'start_time desc', limit: 10 });
    }
    case 'run':
      return blockText('run', { run: (await newest(experiment, 1))[0]?.id ?? 'the id of a run' });
    case 'compare': {
      const runs = await newest(experiment, 2);
      return blockText('compare', { run: runs.length > 0 ? runs.map((r) => r.id) : ['the id of a run', 'the id of another'], show: 'differences' });
    }
    case 'artifact': {
      const runs = await newest(experiment, 10);
      const of = (wanted: (a: Artifact) => boolean): [Run, Artifact] | undefined => runs.flatMap((r) => r.artifacts.filter(wanted).slice(0, 1).map((a): [Run, Artifact] => [r, a]))[0];
      const [run, artifact] = of(isPicture) ?? of(isText) ?? of(() => true) ?? [];
      return blockText('artifact', { run: run?.id ?? 'the id of a run', path: artifact?.path ?? 'the path of one of its artifacts' });
    }
  }
}
