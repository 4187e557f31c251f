import type { JSX } from 'preact';
import { duration, heading, time } from '../format';
import { useLoad, useThrottled } from '../hooks';
import { Loading, StatusMark, Trouble } from '../parts/basics';
import { isSystem } from '../parts/metrics';
import { MetricTable, Params } from '../run/overview';
import { revision } from '../store';
import { href } from '../url';
import type { Run } from '../types';
import type { RunBlock } from './blocks';
import { oneRun } from './data';
import { gone } from './liveblock';

const most = { metrics: 6, params: 8 };

/** Those that are named, in that order; else those with a goal first. */
function metricsOf(run: Run, names: string[]): Run['metrics'] {
  if (names.length > 0) return names.flatMap((n) => run.metrics.filter((m) => m.key === n || `${m.key}[${m.context}]` === n || m.field === n || m.field === `metrics.${n}`));
  return run.metrics.filter((m) => !isSystem(m.key)).sort((a, b) => Number(b.goal !== 'None') - Number(a.goal !== 'None')).slice(0, most.metrics);
}

const paramsOf = (run: Run, names: string[]): Run['params'] =>
  names.length > 0 ? names.flatMap((n) => run.params.filter((p) => p.key === (n.startsWith('params.') ? heading(n).name : n))) : run.params.slice(0, most.params);

/** A run in short. */
export function OneRun({ block }: { block: RunBlock }): JSX.Element {
  const tick = useThrottled(revision.value, 1000);
  const { data, error, again } = useLoad(`${block.key}|${tick}`, () => oneRun(block).then((run) => ({ run })));
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="the run" />;
  const { run } = data;
  if (!run) return <p class="note">{gone}</p>;
  const [metrics, params] = [metricsOf(run, block.metrics), paramsOf(run, block.params)];
  return (
    <article class="card runcard">
      <header>
        <h3>{block.title && <>{block.title}<span class="quiet"> · </span></>}<a href={href(`runs/${run.id}`)}>{run.name}</a></h3>
        <StatusMark status={run.status} />
        <span class="quiet push">{`${run.experiment} · ${time(run.start).slice(0, 16)} · ${duration((run.end ?? run.lastActivity) - run.start)}`}</span>
      </header>
      <div class="columns">
        {(metrics.length > 0 || params.length === 0) && <MetricTable metrics={metrics} />}
        {params.length > 0 && <Params run={{ params }} />}
      </div>
    </article>
  );
}
