import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { isSaved } from '../api';
import type { Problem } from '../api';
import { count, heading } from '../format';
import { useLoad, useThrottled } from '../hooks';
import { Loading, Trouble } from '../parts/basics';
import { CurveCard } from '../parts/curves';
import { isSystem, MetricCard } from '../parts/metrics';
import type { Entry } from '../parts/plot';
import { revision } from '../store';
import { href } from '../url';
import type { Metric, MetricName, Run } from '../types';
import { splitList as fieldsIn } from '../runs/sorting';
import type { ChartBlock } from './blocks';
import { curvesOf, findRuns, loadRuns, metricsOf, none, scopeOf } from './data';
import { goneOf, Head } from './liveblock';

const height = 260;

/** Whether a metric is the one that a line names: a key with all its contexts, or one with one of them in brackets. */
const isNamed = (name: string, m: { key: string; context: string; field?: string }): boolean => m.key === name || `${m.key}[${m.context}]` === name || m.field === `metrics.${name}`;

const lookOf = (block: ChartBlock) => ({ axis: block.x, smoothing: block.smoothing, logX: false, logY: block.logY, along: '', trim: false });

/** As the list of runs has them in its address. */
function groupsOf(block: ChartBlock): Record<string, string | undefined> {
  const [group, dash, facet] = fieldsIn(block.group);
  return { group, dash, facet };
}

/** Names that no run has, and the beginning of those that there are. */
function missing(names: string[], there: string[]): JSX.Element | null {
  const known = [...new Set(there)].filter((k) => !isSystem(k));
  return names.length === 0 ? null : <p class="note">{`None of these runs has ${names.map((n) => `“${n}”`).join(', ')} yet.${known.length > 0 ? ` They have ${known.slice(0, 8).join(', ')}${known.length > 8 ? ` and ${known.length - 8} more` : ''}.` : ''}`}</p>;
}

/** Metrics of runs over each other, or with mean and spread of groups of them; a chart for each metric. */
export function Chart({ block }: { block: ChartBlock }): JSX.Element {
  return block.group ? <Grouped block={block} /> : <Lines block={block} />;
}

function Lines({ block }: { block: ChartBlock }): JSX.Element {
  const tick = useThrottled(revision.value, 1000);
  const found = useLoad(`${block.key}|${tick}`, (signal) => findRuns(block, signal));
  const { ids, state, isLive } = found.data ?? none;
  // A run that goes on may have got the metric meanwhile.
  const [runs, isWaiting] = useRuns(ids, state, block.metrics, isLive, tick);
  const cards = useMemo(() => block.metrics.map((name) => ({ name, all: entriesOf(runs.data ?? [], name) })), [block.key, runs.data]);
  const error: Problem | undefined = found.error ?? runs.error;
  if (error && !runs.data) return <><Head title={block.title} /><Trouble error={error} again={found.error ? found.again : runs.again} /></>;
  if (!found.data || !runs.data) return <Loading what="the chart" />;
  const cut = found.data.total > ids.length && block.query !== '' ? `${count(ids.length)} of ${count(found.data.total)} runs` : '';
  const drawn = cards.filter((c) => c.all.length > 0);
  return (
    <>
      <Head title={block.title} note={cut}>{!isSaved && ids.length > 0 && <a href={href('compare', { run: ids, tab: 'charts' })}>Compare these</a>}</Head>
      {found.data.gone > 0 && <p class="note">{goneOf(found.data.gone)}</p>}
      {ids.length === 0 ? <p class="note">{found.data.gone > 0 ? 'There is nothing else to draw.' : 'No run matches the query of this chart.'}</p> : (
        <>
          <div class={drawn.length > 1 ? 'cards wide' : ''}>
            {drawn.map((c) => <MetricCard key={c.name} all={c.all} name={c.name} title={c.name} isMany={ids.length > 1} look={lookOf(block)} sync={block.key} fresh={isLive || isWaiting ? tick : 0} height={height} />)}
          </div>
          {missing(cards.filter((c) => c.all.length === 0).map((c) => c.name), runs.data.flatMap((r) => r.metrics.map((m) => m.key)))}
        </>
      )}
    </>
  );
}

function useRuns(ids: string[], state: string, metrics: string[], isLive: boolean, tick: number): [ReturnType<typeof useLoad<Run[]>>, boolean] {
  const lacking = useMemo(() => ({ now: false }), []);
  const runs = useLoad(`${state}|${isLive && lacking.now ? tick : ''}`, () => loadRuns(ids));
  lacking.now = (runs.data ?? []).some((r) => r.status === 'Running' && metrics.some((name) => !r.metrics.some((m) => isNamed(name, m))));
  return [runs, lacking.now];
}

function entriesOf(runs: Run[], name: string): Entry[] {
  const own = (m: Metric): boolean => isNamed(name, m);
  // A name may be a key and, with what stands in brackets, another one's context; lines of a chart are of one key.
  const key = runs.flatMap((r) => r.metrics).find(own)?.key;
  return runs.flatMap((run, index) => run.metrics.filter((m) => m.key === key && own(m)).map((metric) => ({ run, index, metric })));
}

function Grouped({ block }: { block: ChartBlock }): JSX.Element {
  const tick = useThrottled(revision.value, 2000);
  const scope = useLoad(`${block.key}|${tick}`, (signal) => scopeOf(block, signal));
  const id = JSON.stringify(scope.data);
  const metrics = useLoad(`${block.key}|${id}|${tick}`, async (signal) => (scope.data ? { scope: scope.data, list: await metricsOf(block, scope.data, signal) } : null));
  const error = scope.error ?? metrics.error;
  if (error && !metrics.data) return <><Head title={block.title} /><Trouble error={error} again={scope.error ? scope.again : metrics.again} /></>;
  if (!metrics.data) return <Loading what="the chart" />;
  const { list } = metrics.data;
  const drawn = block.metrics.flatMap((name) => list.filter((m) => isNamed(name, m)));
  const unique: MetricName[] = drawn.filter((m, i) => drawn.indexOf(m) === i);
  return (
    <>
      <Head title={block.title} note={`Mean and 95 % confidence by ${fieldsIn(block.group).map((g) => heading(g).name).join(', ')}`}>{!isSaved && block.runs.length === 0 && <a href={href('', { q: block.query, ...groupsOf(block), view: 'charts', nested: '1' })}>Open as groups</a>}</Head>
      <div class={unique.length > 1 ? 'cards wide' : ''}>
        {unique.map((m) => <CurveCard key={`${m.key}\n${m.context}`} metric={m} scope={metrics.data!.scope} by={block.group} revision={tick} look={{ ...lookOf(block), middle: 'mean', band: 'ci' }} sync={block.key} height={height} from={curvesOf(block)} />)}
      </div>
      {missing(block.metrics.filter((name) => !list.some((m) => isNamed(name, m))), list.map((m) => m.key))}
    </>
  );
}
