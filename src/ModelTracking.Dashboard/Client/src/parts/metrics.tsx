// Metric charts of one or more runs: a card per key, its contexts and runs overlaid; controls stand in the address.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { LineChart, type Line } from '../charts/line';
import { download, csvCell, num, toNumber } from '../format';
import { useSeen } from '../hooks';
import { load, nameOf, Series, smooth, xs, type XAxis } from '../series';
import { route, set } from '../url';
import type { Metric, Run } from '../types';
import { Dialog } from './dialog';
import { Empty, Icon } from './basics';
import { savePng, saveSvg } from './pictures';

export interface Shown {
  axis: XAxis;
  smoothing: number;
  logX: boolean;
  logY: boolean;
}

export function shown(): Shown {
  const q = route.value.query;
  const axis = q.get('x');
  return { axis: axis === 'time' || axis === 'relative' ? axis : 'step', smoothing: Math.min(0.99, Math.max(0, Number(q.get('smooth') ?? 0) || 0)), logX: q.get('logx') === '1', logY: q.get('logy') === '1' };
}

/** Points that came while the page is open, by run and series. */
export type LivePoints = Map<string, { steps: (number | null)[]; times: number[]; values: number[] }>;

export interface MetricsProps {
  runs: Run[];
  keys: string[];
  live?: LivePoints;
  tick?: number;
  /** Keys are those of the machine, not of the training. */
  system?: boolean;
}

/** `grouped`: of groups of runs, to which no time of day is common. */
export function MetricControls({ system, grouped, children }: { system?: boolean; grouped?: boolean; children?: ComponentChildren }): JSX.Element {
  const s = shown();
  return (
    <div class="controls">
      <input type="search" placeholder="Find a metric" aria-label="Find a metric" value={route.value.query.get('find') ?? ''} onInput={(e) => set({ find: e.currentTarget.value })} />
      <span class="segmented" role="group" aria-label="What stands along x">
        {(['step', 'time', 'relative'] as const).filter((a) => !grouped || a !== 'time').map((a) => <button type="button" key={a} aria-pressed={s.axis === a || (grouped && s.axis === 'time' && a === 'relative')} onClick={() => set({ x: a === 'step' ? null : a })}>{a === 'step' ? 'Step' : a === 'time' ? 'Time' : 'Relative'}</button>)}
      </span>
      {!system && (
        <label class="slider">Smoothing
          <input type="range" min="0" max="0.99" step="0.01" value={s.smoothing} onInput={(e) => set({ smooth: Number(e.currentTarget.value) > 0 ? e.currentTarget.value : null })} />
          <output>{s.smoothing.toFixed(2)}</output>
        </label>
      )}
      {children}
      <label class="switch"><input type="checkbox" checked={s.logY} onChange={(e) => set({ logy: e.currentTarget.checked ? '1' : null })} />Log y</label>
      <label class="switch"><input type="checkbox" checked={s.logX} onChange={(e) => set({ logx: e.currentTarget.checked ? '1' : null })} />Log x</label>
    </div>
  );
}

export function MetricGrid(props: MetricsProps): JSX.Element {
  const find = (route.value.query.get('find') ?? '').toLowerCase();
  const keys = props.keys.filter((k) => k.toLowerCase().includes(find));
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const at = key.lastIndexOf('/');
    const group = at > 0 ? key.slice(0, at) : '';
    groups.set(group, [...(groups.get(group) ?? []), key]);
  }
  if (keys.length === 0) return <Empty title={props.keys.length === 0 ? 'No metrics' : 'No metric has that in its name'}><p>{props.keys.length === 0 ? 'Nothing was measured here.' : 'Change what is looked for.'}</p></Empty>;
  return (
    <>
      {[...groups].map(([group, some]) => (
        <section key={group} class="metric-group" aria-label={group || 'Metrics'}>
          {group && groups.size > 1 && <h2>{group}</h2>}
          <div class="cards">{some.map((key) => <MetricCard key={key} {...props} name={key} />)}</div>
        </section>
      ))}
    </>
  );
}

interface Entry {
  run: Run;
  index: number;
  metric: Metric;
}

function entries(runs: Run[], key: string): Entry[] {
  return runs.flatMap((run, index) => run.metrics.filter((m) => m.key === key).map((metric) => ({ run, index, metric })));
}

function MetricCard({ runs, name, live, tick, system }: MetricsProps & { name: string }): JSX.Element {
  const [ref, seen] = useSeen<HTMLDivElement>();
  const [large, setLarge] = useState(false);
  const all = useMemo(() => entries(runs, name), [runs, name]);
  const unit = all.find((e) => e.metric.unit)?.metric.unit;
  const title = name.slice(name.lastIndexOf('/') + 1);
  const single = all.every((e) => e.metric.count <= 1);
  return (
    <article class="card" ref={ref} aria-label={name}>
      <header>
        <h3 title={name}>{title}{unit && <span class="quiet"> {unit}</span>}</h3>
        {!single && <button type="button" class="bare" aria-label={`Show ${name} large`} title="Large" onClick={() => setLarge(true)}><Icon name="expand" /></button>}
      </header>
      {single ? <Values all={all} many={runs.length > 1} /> : seen ? <Plot all={all} name={name} live={live} tick={tick} system={system} height={200} /> : <div style={{ height: '226px' }} />}
      {large && <Dialog title={name} onClose={() => setLarge(false)}><Plot all={all} name={name} live={live} tick={tick} system={system} height={420} large /></Dialog>}
    </article>
  );
}

/** A metric of one value needs no axes. */
function Values({ all, many }: { all: Entry[]; many: boolean }): JSX.Element {
  const most = Math.max(1e-300, ...all.map((e) => Math.abs(toNumber(e.metric.last))).filter(Number.isFinite));
  return all.length === 1 && !many ? <p class="big">{num(all[0]!.metric.last, 6)}</p> : (
    <table class="importance">
      <tbody>
        {all.slice(0, 40).map((e) => (
          <tr key={e.run.id + e.metric.context}>
            <th scope="row">{many && all.length === 1 ? e.run.name : label(e, all)}</th>
            <td class="bar"><span style={{ width: `${(Math.abs(toNumber(e.metric.last)) / most) * 100}%` }} /></td>
            <td class="number">{num(e.metric.last)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function label(e: Entry, all: Entry[]): string {
  const many = new Set(all.map((a) => a.run.id)).size > 1;
  const contexts = new Set(all.map((a) => a.metric.context)).size > 1 || e.metric.context !== '';
  return [many ? e.run.name : '', contexts ? e.metric.context || 'no context' : ''].filter(Boolean).join(' · ') || e.metric.key.slice(e.metric.key.lastIndexOf('/') + 1);
}

function Plot({ all, name, live, tick, height, large, system }: { all: Entry[]; name: string; live?: LivePoints; tick?: number; height: number; large?: boolean; system?: boolean }): JSX.Element {
  const { axis, smoothing, logX, logY } = shown();
  const [series, setSeries] = useState<Series[] | null>(null);
  const [failed, setFailed] = useState('');
  const [zoom, setZoom] = useState<[number, number] | null>(null);
  const [detail, setDetail] = useState<Series[] | null>(null);
  const [version, setVersion] = useState(0);
  const most = 100;
  const some = all.slice(0, most);
  const id = some.map((e) => e.run.id + e.metric.context).join();
  const buckets = large ? 1500 : 600;
  const wanted = useMemo(() => ({ runs: [...new Set(some.map((e) => e.run.id))], keys: [...new Set(some.map((e) => e.metric.context))].map((context) => ({ key: name, context })) }), [id, name]);
  const taken = useRef(new Map<string, number>());

  useEffect(() => {
    const abort = new AbortController();
    load({ ...wanted, buckets }, abort.signal).then(
      (s) => {
        taken.current.clear();
        setSeries(s);
        setFailed('');
      },
      (e) => !abort.signal.aborted && setFailed(e.message),
    );
    return () => abort.abort();
  }, [wanted, buckets, version]);

  // Live points are put behind what was loaded; when they are many, the server's buckets are asked for again.
  useEffect(() => {
    if (!series || !live) return;
    let added = 0;
    for (const e of some) {
      const key = `${e.run.id}\n${nameOf(name, e.metric.context)}`;
      const points = live.get(key);
      const from = taken.current.get(key) ?? 0;
      if (!points || points.values.length <= from) continue;
      let s = series.find((x) => x.run === e.run.id && x.context === e.metric.context);
      if (!s) series.push((s = new Series(e.run.id, name, e.metric.context)));
      s.append(points.steps.slice(from), points.times.slice(from), points.values.slice(from));
      taken.current.set(key, points.values.length);
      added += points.values.length;
    }
    if (added > 0) setSeries([...series]);
    if (series.some((s) => s.length > 3 * buckets)) setVersion((v) => v + 1);
  }, [tick, series === null]);

  useEffect(() => {
    if (!zoom || axis !== 'step') {
      setDetail(null);
      return;
    }
    const abort = new AbortController();
    load({ ...wanted, buckets, from: zoom[0], to: zoom[1] }, abort.signal).then(setDetail, () => undefined);
    return () => abort.abort();
  }, [zoom?.[0], zoom?.[1], axis, wanted]);
  useEffect(() => setZoom(null), [axis]);

  const lines = useMemo((): Line[] => {
    const from = zoom && detail ? detail : series;
    if (!from) return [];
    const several = new Set(some.map((e) => e.run.id)).size > 1;
    const contexts = [...new Set(some.map((e) => e.metric.context))];
    return some.flatMap((e, i) => {
      const s = from.find((x) => x.run === e.run.id && x.context === e.metric.context);
      if (!s) return [];
      const y = smooth(s.last, smoothing);
      return [{ id: e.run.id + e.metric.context, label: label(e, all), color: several ? e.index : i, dash: several && contexts.length > 1 ? contexts.indexOf(e.metric.context) : undefined, x: xs(s, axis, e.run.start), y, min: s.min, max: s.max, raw: smoothing > 0 ? s.last : undefined }];
    });
  }, [series, detail, zoom, axis, smoothing, all]);

  if (failed) return <p class="note bad">{failed}</p>;
  if (!series) return <div class="loading" style={{ height: `${height + 26}px` }} role="status">Loading …</div>;
  const save = (): void => {
    const rows = series.flatMap((s) => s.last.map((v, i) => [s.run, s.key, s.context, String(s.step[i]), new Date(s.time[i]!).toISOString(), String(v), String(s.min[i]), String(s.max[i]), String(s.n[i])]));
    download(`${name.replaceAll('/', '-')}.csv`, 'text/csv', [['run_id', 'key', 'context', 'step', 'time', 'value', 'min', 'max', 'points'], ...rows].map((r) => r.map(csvCell).join(',')).join('\r\n'));
  };
  return (
    <>
      <LineChart title={name} lines={lines} xKind={axis} logX={logX && axis !== 'time'} logY={logY} height={height} sync={`${system ? 'system' : 'metrics'}-${axis}`} zoom={zoom} onZoom={(a, b) => setZoom([a, b])} onReset={() => setZoom(null)} />
      <div class="row between under">
        <span class="quiet">
          {zoom ? <button type="button" class="link" onClick={() => setZoom(null)}>Show all</button> : ''}
          {all.length > most ? ` Showing ${most} of ${all.length} lines` : ''}
        </span>
        {large && <span class="row"><button type="button" class="link" onClick={save}>Save as CSV</button><button type="button" class="link" onClick={(e) => savePng(e, name)}>Save as PNG</button><button type="button" class="link" onClick={(e) => saveSvg(e, name)}>Save as SVG</button></span>}
      </div>
      {large && <Numbers all={some} />}
    </>
  );
}

/** The chart in numbers. */
function Numbers({ all }: { all: Entry[] }): JSX.Element {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="The lines in numbers">
      <table class="plain">
        <thead><tr><th scope="col">Line</th><th scope="col" class="number">Points</th><th scope="col" class="number">First</th><th scope="col" class="number">Last</th><th scope="col" class="number">Min</th><th scope="col" class="number">at step</th><th scope="col" class="number">Max</th><th scope="col" class="number">at step</th><th scope="col" class="number">Mean</th></tr></thead>
        <tbody>
          {all.map((e) => (
            <tr key={e.run.id + e.metric.context}>
              <th scope="row">{label(e, all)}</th>
              <td class="number">{num(e.metric.count)}</td><td class="number">{num(e.metric.first)}</td><td class="number">{num(e.metric.last)}</td>
              <td class="number">{num(e.metric.min)}</td><td class="number quiet">{e.metric.minStep ?? ''}</td><td class="number">{num(e.metric.max)}</td><td class="number quiet">{e.metric.maxStep ?? ''}</td><td class="number">{num(e.metric.mean)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const isSystem = (key: string): boolean => key.startsWith('system/');

export const keysOf = (runs: Run[], system: boolean): string[] => [...new Set(runs.flatMap((r) => r.metrics.map((m) => m.key)))].filter((k) => isSystem(k) === system).sort((a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b));
