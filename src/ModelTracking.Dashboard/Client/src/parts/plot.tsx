// One metric of one or more runs as a chart: loads its series, takes live points, zooms, saves.
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { LineChart, type Line, type Mark } from '../charts/line';
import type { Span } from '../charts/zoom';
import { csvCell, download, num } from '../format';
import { useSettled } from '../hooks';
import { load, nameOf, places, Series, seriesAlong, xs, type XAxis } from '../series';
import { smooth } from '../smoothing';
import type { Metric, Run } from '../types';
import { shown, type LivePoints, type Shown } from './metrics';
import { savePng, saveSvg } from './pictures';
import { useZoom } from './zoom';

export interface Entry {
  run: Run;
  index: number;
  metric: Metric;
}

/** What a run has told of while it went, where it was told with its step or the axis is one of time. */
function marksOf(run: Run, axis: XAxis): Mark[] {
  if (axis === 'metric') return [];
  return run.events
    .filter((e) => axis !== 'step' || e.step !== undefined)
    .slice(0, 60)
    .map((e) => ({ x: axis === 'step' ? e.step! : axis === 'time' ? e.time / 1000 : (e.time - run.start) / 1000, text: e.message, severity: e.severity }));
}

export function label(e: Entry, all: Entry[]): string {
  const many = new Set(all.map((a) => a.run.id)).size > 1;
  const contexts = new Set(all.map((a) => a.metric.context)).size > 1 || e.metric.context !== '';
  return [many ? e.run.name : '', contexts ? e.metric.context || 'no context' : ''].filter(Boolean).join(' · ') || e.metric.key.slice(e.metric.key.lastIndexOf('/') + 1);
}

/** How the lines of a metric are drawn, and how they follow a run that goes on. */
export interface Plotted {
  /** Default: as the address says. */
  look?: Shown;
  live?: LivePoints;
  tick?: number;
  /** Counts up when the lines are to be asked for again. */
  fresh?: number;
  system?: boolean;
  /** Charts of the same name move their cursors together. Default: all of metrics, or all of the machine. */
  sync?: string;
}

/** The lines of one metric. Its key is that of the metrics; `title` may say more. */
export function Plot({ all, title, look = shown(), live, tick, fresh, height, large, system, sync = system ? 'system' : 'metrics' }: Plotted & { all: Entry[]; title: string; height: number; large?: boolean }): JSX.Element {
  const { axis, along, trim, smoothing, logX, logY } = look;
  const name = all[0]!.metric.key;
  const [series, setSeries] = useState<Series[] | null>(null);
  const [failed, setFailed] = useState('');
  const [zoom, setZoom] = useZoom(`${sync}-${axis}${along}`);
  const [detail, setDetail] = useState<{ span: Span; series: Series[] } | null>(null);
  const [version, setVersion] = useState(0);
  const most = 100;
  const some = all.slice(0, most);
  const id = some.map((e) => e.run.id + e.metric.context).join();
  const buckets = large ? 1500 : 600;
  const wanted = useMemo(() => {
    const contexts = [...new Set(some.map((e) => e.metric.context))];
    const others = along ? [...new Set([...contexts, ...some.flatMap((e) => e.run.metrics.filter((m) => m.key === along).map((m) => m.context))])] : [];
    return { runs: [...new Set(some.map((e) => e.run.id))], keys: [...contexts.map((context) => ({ key: name, context })), ...(along === name ? [] : others.map((context) => ({ key: along, context })))] };
  }, [id, name, along]);
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
  }, [wanted, buckets, version, fresh]);

  // Live points are put behind what was loaded; when they are many, the server's buckets are asked for again.
  useEffect(() => {
    if (!series || !live) return;
    let added = 0;
    // What stands along x goes on as well, or live points would all be put where it was last.
    for (const run of wanted.runs) {
      for (const { key, context } of wanted.keys) {
        const place = `${run}\n${nameOf(key, context)}`;
        const points = live.get(place);
        const from = taken.current.get(place) ?? 0;
        if (!points || points.values.length <= from) continue;
        let s = series.find((x) => x.run === run && x.key === key && x.context === context);
        if (!s) series.push((s = new Series(run, key, context)));
        s.append(points.steps.slice(from), points.times.slice(from), points.values.slice(from));
        taken.current.set(place, points.values.length);
        added += points.values.length;
      }
    }
    if (added > 0) setSeries([...series]);
    if (series.some((s) => s.length > 3 * buckets)) setVersion((v) => v + 1);
  }, [tick, series === null]);

  // A closer look is asked for when the hand rests, a bit wider than it is, so that it can be moved.
  const rested = useSettled(zoom, 200);
  useEffect(() => {
    if (!rested || axis !== 'step') {
      setDetail(null);
      return;
    }
    const abort = new AbortController();
    const room = (rested[1] - rested[0]) / 2;
    const span: Span = [rested[0] - room, rested[1] + room];
    load({ ...wanted, buckets: 2 * buckets, from: span[0], to: span[1] }, abort.signal).then((s) => setDetail({ span, series: s }), () => undefined);
    return () => abort.abort();
  }, [rested?.[0], rested?.[1], axis, wanted]);
  const isDetailed = zoom !== null && detail !== null && detail.span[0] <= zoom[0] && detail.span[1] >= zoom[1];

  const lines = useMemo((): Line[] => {
    const from = isDetailed ? detail!.series : series;
    if (!from) return [];
    const several = new Set(some.map((e) => e.run.id)).size > 1;
    const contexts = [...new Set(some.map((e) => e.metric.context))];
    return some.flatMap((e, i): Line[] => {
      const s = from.find((x) => x.run === e.run.id && x.key === name && x.context === e.metric.context);
      if (!s) return [];
      const other = axis === 'metric' ? seriesAlong(from, s, along) : undefined;
      // Without the other metric there is no place to draw it at.
      if (axis === 'metric' && !other) return [];
      const x = other ? places(s, other) : xs(s, axis, e.run.start);
      return [{
        id: e.run.id + e.metric.context,
        label: label(e, all),
        color: several ? e.index : i,
        dash: several && contexts.length > 1 ? contexts.indexOf(e.metric.context) : undefined,
        x,
        // Smoothed in the order of steps, whatever stands along x.
        y: smooth(s.last, xs(s, 'step', 0), smoothing, s.n),
        raw: smoothing.amount > 0 ? s.last : undefined,
        ...(other ? { isWound: x.some((v, k) => k > 0 && v < x[k - 1]!) } : { min: s.min, max: s.max }),
      }];
    });
  }, [series, detail, isDetailed, axis, along, smoothing.kind, smoothing.amount, all]);
  const marks = useMemo(() => (new Set(some.map((e) => e.run.id)).size === 1 && !system ? marksOf(some[0]!.run, axis) : []), [id, axis, some[0]?.run.events]);

  if (failed) return <p class="note bad">{failed}</p>;
  if (series && axis === 'metric' && lines.length === 0) return <p class="quiet" style={{ minHeight: `${height + 26}px` }}>{`Nothing here has ${along} too.`}</p>;
  if (!series) return <div class="loading" style={{ height: `${height + 26}px` }} role="status">Loading …</div>;
  const save = (): void => {
    const rows = series.filter((s) => s.key === name).flatMap((s) => s.last.map((v, i) => [s.run, s.key, s.context, String(s.step[i]), new Date(s.time[i]!).toISOString(), String(v), String(s.min[i]), String(s.max[i]), String(s.n[i])]));
    download(`${name.replaceAll('/', '-')}.csv`, 'text/csv', [['run_id', 'key', 'context', 'step', 'time', 'value', 'min', 'max', 'points'], ...rows].map((r) => r.map(csvCell).join(',')).join('\r\n'));
  };
  return (
    <>
      <LineChart title={title} lines={lines} xKind={axis === 'metric' ? 'value' : axis} logX={logX && axis !== 'time'} logY={logY} height={height} trim={trim} marks={marks} sync={`${sync}-${axis}${along}`} zoom={zoom} onZoom={setZoom} />
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
