import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { address, api, isSaved } from '../api';
import { ago, duration } from '../format';
import { useLoad } from '../hooks';
import { stream } from '../live';
import { Loading, StatusMark, Trouble } from '../parts/basics';
import { isSystem, keysOf, MetricControls, MetricGrid, type LivePoints } from '../parts/metrics';
import { Tabs, type Tab } from '../parts/tabs';
import { AddToReport } from '../reports/add';
import { Artifacts } from '../run/artifacts';
import { CodeTab, DataTab, EnvironmentTab, Log, Raw } from '../run/details';
import { EditRun } from '../run/edit';
import { charts, Evaluation, Images, images } from '../run/evaluation';
import { Overview } from '../run/overview';
import { Trials } from '../run/trials';
import { nameOf } from '../series';
import { href, route } from '../url';
import type { Line, Run } from '../types';

interface PointsEvent {
  series: { key: string; context: string; steps: (number | null)[]; times: number[]; values: number[] }[];
  isCut: boolean;
}

export function RunPage({ id }: { id: string }): JSX.Element {
  const { data: run, error, again } = useLoad(id, () => api.run(id));
  const [tick, setTick] = useState(0);
  const points = useRef<LivePoints>(new Map());
  const lines = useRef<Line[]>([]);
  const nested = useLoad(`${id}-nested`, () => api.nested(id).then((n) => n.total));

  useEffect(() => {
    points.current = new Map();
    lines.current = [];
  }, [id]);
  const isLive = run?.id === id && run.status === 'Running';
  useEffect(() => {
    if (!isLive || !run) return;
    let asked: ReturnType<typeof setTimeout> | undefined;
    const known = new Set(run.metrics.map((m) => nameOf(m.key, m.context)));
    const later = (): void => {
      clearTimeout(asked);
      asked = setTimeout(again, 500);
    };
    const close = stream(`runs/${id}/live`, run.cursor, {
      points: (event: PointsEvent) => {
        if (event.isCut) return later();
        for (const s of event.series) {
          const name = nameOf(s.key, s.context);
          if (!known.has(name)) {
            known.add(name);
            later();
          }
          const key = `${id}\n${name}`;
          const all = points.current.get(key) ?? { steps: [], times: [], values: [] };
          s.values.forEach((v, i) => {
            all.steps.push(s.steps[i]!);
            all.times.push(s.times[i]!);
            all.values.push(Number(v));
          });
          points.current.set(key, all);
        }
        setTick((t) => t + 1);
      },
      log: (event: { lines: Line[] }) => {
        lines.current.push(...event.lines);
        setTick((t) => t + 1);
      },
      run: later,
      end: later,
    });
    return () => {
      clearTimeout(asked);
      close();
    };
  }, [id, isLive]);
  useEffect(() => {
    if (run) document.title = `${run.name} · ModelTracking`;
  }, [run?.name]);

  if (error && !run) return <main id="main" class="page"><Trouble error={error} again={again} /><p><a href={href('')}>All runs</a></p></main>;
  if (!run || run.id !== id) return <main id="main" class="page"><Loading what="the run" /></main>;
  const tabs = tabsOf(run, nested.data ?? 0);
  const asked = route.value.query.get('tab') ?? 'overview';
  const tab = tabs.some((t) => t.id === asked) ? asked : 'overview';
  return (
    <main id="main" class="page run">
      <nav class="crumbs" aria-label="Where this is"><a href={href('')}>Runs</a><span aria-hidden="true">/</span><a href={href('', { experiment: run.experiment })}>{run.experiment}</a>{run.parentId && <><span aria-hidden="true">/</span><a href={href(`runs/${run.parentId}`)}>parent</a></>}</nav>
      <header class="title">
        <h1>{run.name}</h1>
        <StatusMark status={run.status} />
        <span class="quiet">{run.status === 'Running' ? <Elapsed start={run.start} /> : `${duration((run.end ?? run.lastActivity) - run.start)}, ${ago(run.end ?? run.lastActivity)}`}</span>
        {!isSaved && <span class="push row">
          <EditRun run={run} again={again} />
          <AddToReport experiment={run.experiment} source={() => ({ page: 'run', run, query: route.value.query })} />
          <a class="button" href={address('share', { run: run.id })} download title="One file with all of it, that opens without a server">Save as HTML</a>
          <a class="button" href={href('compare', { run: run.id })}>Compare with …</a>
        </span>}
      </header>
      <Tabs tabs={tabs} current={tab} label="Parts of the run" />
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={-1}>
        <Panel run={run} tab={tab} points={points.current} tick={tick} lines={lines.current} />
      </div>
    </main>
  );
}

function tabsOf(run: Run, nested: number): Tab[] {
  const metrics = new Set(run.metrics.filter((m) => !isSystem(m.key)).map((m) => m.key)).size;
  const all: (Tab & { always?: boolean; has: boolean })[] = [
    { id: 'overview', label: 'Overview', has: true },
    { id: 'trials', label: 'Trials', count: nested, has: nested > 0 },
    { id: 'metrics', label: 'Metrics', count: metrics, has: true },
    { id: 'evaluation', label: 'Evaluation', count: charts(run).length, has: charts(run).length > 0 },
    { id: 'images', label: 'Images', count: images(run).length, has: images(run).length > 0 },
    { id: 'artifacts', label: 'Artifacts', count: run.artifacts.length, has: true },
    { id: 'data', label: 'Data & model', count: run.datasets.length + run.models.length, has: run.datasets.length + run.models.length > 0 },
    { id: 'log', label: 'Log', has: true },
    { id: 'code', label: 'Code', has: true },
    { id: 'environment', label: 'Environment', has: true },
    { id: 'system', label: 'System', has: run.metrics.some((m) => isSystem(m.key)) },
    { id: 'raw', label: 'Raw', has: !isSaved },
  ];
  return all.filter((t) => t.has);
}

function Panel({ run, tab, points, tick, lines }: { run: Run; tab: string; points: LivePoints; tick: number; lines: Line[] }): JSX.Element {
  switch (tab) {
    case 'metrics':
    case 'system': {
      const system = tab === 'system';
      return <><MetricControls system={system} keys={keysOf([run], system)} /><Runs run={run} system={system} points={points} tick={tick} /></>;
    }
    case 'trials': return <Trials run={run} />;
    case 'evaluation': return <Evaluation run={run} />;
    case 'images': return <Images run={run} />;
    case 'artifacts': return <Artifacts run={run} />;
    case 'log': return <Log run={run} lines={lines} key={run.id} />;
    case 'code': return <CodeTab run={run} />;
    case 'environment': return <EnvironmentTab run={run} />;
    case 'data': return <DataTab run={run} />;
    case 'raw': return <Raw run={run} key={run.id} />;
    default: return <Overview run={run} />;
  }
}

// The same list as long as the run has the same series: charts are not loaded again because a tag was set.
function Runs({ run, system, points, tick }: { run: Run; system: boolean; points: LivePoints; tick: number }): JSX.Element {
  const list = useRef<{ key: string; runs: Run[] }>({ key: '', runs: [] });
  const key = `${run.id}|${run.status}|${run.metrics.map((m) => m.field).join()}`;
  if (list.current.key !== key) list.current = { key, runs: [run] };
  return <MetricGrid runs={list.current.runs} keys={keysOf([run], system)} live={points} tick={tick} system={system} />;
}

function Elapsed({ start }: { start: number }): JSX.Element {
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => draw((d) => d + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return <>{`${duration(Math.floor((Date.now() - start) / 1000) * 1000)} so far`}</>;
}

