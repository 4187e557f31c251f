// Metrics of groups of runs: a card per series, a line with its band per group. What is drawn stands in the address.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { api } from '../api';
import { spanOf } from '../charts/draw';
import { LineChart, type Line } from '../charts/line';
import { allRoles, bands, bandsOf, drawn, facetsOf, loadCurves, type Band, type Curve, type Curves, type Middle, type Role } from '../curves';
import { count, csvCell, download, num, plural } from '../format';
import { useLoad, useSeen, useSettled } from '../hooks';
import { route, set } from '../url';
import type { MetricName } from '../types';
import { Empty, Icon, Loading, Trouble } from './basics';
import { Dialog } from './dialog';
import { isSystem, shown, type Shown } from './metrics';
import { SaveAs, savePng, saveSvg } from './pictures';
import { useZoom } from './zoom';

export type Scope = Record<string, string | string[] | undefined>;

/** How groups are drawn. */
export interface GroupLook extends Shown {
  middle: Middle;
  band: Band;
}

/** What groups are told apart by besides their colour, as the address says; without what they are grouped by already. */
export function splitBy(by: string): { dash: string; facet: string } {
  const q = route.value.query;
  const dash = q.get('dash') ?? '';
  const facet = q.get('facet') ?? '';
  return { dash: dash === by ? '' : dash, facet: facet === by || facet === dash ? '' : facet };
}

export function chosen(): { middle: Middle; band: Band } {
  const q = route.value.query;
  const middle: Middle = q.get('middle') === 'median' ? 'median' : 'mean';
  const asked = q.get('band') as Band | null;
  return { middle, band: asked && bandsOf(middle).includes(asked) ? asked : bandsOf(middle)[0]! };
}

/** What the line and the band of a group are, and by which other values they are dashed and split. */
export function CurveControls({ by, fields }: { by: string; fields: string[] }): JSX.Element {
  const { middle, band } = chosen();
  const { dash, facet } = splitBy(by);
  const choice = (label: string, param: string, value: string, taken: string[]): JSX.Element => (
    <label>{label} <select class="divider" value={value} onChange={(e) => set({ [param]: e.currentTarget.value || null })}>
      <option value="">nothing</option>
      {(value && !fields.includes(value) ? [value, ...fields] : fields).filter((f) => !taken.includes(f)).map((f) => <option key={f} value={f}>{f}</option>)}
    </select></label>
  );
  return (
    <>
      {choice('Dash by', 'dash', dash, [by, facet])}
      {choice('Split by', 'facet', facet, [by, dash])}
      <span class="segmented" role="group" aria-label="The line of a group">
        {(['mean', 'median'] as const).map((m) => <button type="button" key={m} aria-pressed={middle === m} onClick={() => set({ middle: m === 'mean' ? null : m })}>{m === 'mean' ? 'Mean' : 'Median'}</button>)}
      </span>
      <label>Band <select value={band} onChange={(e) => set({ band: e.currentTarget.value === bandsOf(middle)[0] ? null : e.currentTarget.value })}>{bandsOf(middle).map((b) => <option key={b} value={b}>{bands[b]}</option>)}</select></label>
    </>
  );
}

export function CurveGrid({ scope, by, revision }: { scope: Scope; by: string; revision: number }): JSX.Element {
  const calm = useSettled(revision, 1500);
  const { data, error, again } = useLoad(`${JSON.stringify(scope)}|${calm}`, (signal) => api.metrics(scope, signal));
  const find = (route.value.query.get('find') ?? '').toLowerCase();
  const metrics = useMemo(() => (data?.metrics ?? []).filter((m) => !isSystem(m.key) && `${m.key} ${m.context}`.toLowerCase().includes(find)), [data, find]);
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="metrics" />;
  if (metrics.length === 0) return <Empty title="No curves"><p>{find ? 'No metric has that in its name.' : 'None of these runs has a metric with more than one point.'}</p></Empty>;
  const { dash, facet } = splitBy(by);
  const roles: Role[] = ['color', ...(dash ? ['dash' as const] : []), ...(facet ? ['facet' as const] : [])];
  return <div class={facet ? 'cards stacked' : 'cards'}>{metrics.map((m) => <CurveCard key={`${m.key}\n${m.context}`} metric={m} scope={scope} by={[by, dash, facet].filter(Boolean).join(', ')} roles={roles} revision={calm} />)}</div>;
}

interface Curving {
  metric: MetricName;
  scope: Scope;
  by: string;
  /** What each of the values in `by` is drawn as. Default: colour, dash and a chart of its own, in this order. */
  roles?: Role[];
  /** Counts up when the curves are to be asked for again. */
  revision: number;
  /** Default: as the address says. */
  look?: GroupLook;
  /** Charts of the same name move their cursors together. */
  sync?: string;
  height?: number;
  /** Where the curves come from. */
  from?: typeof loadCurves;
}

export function CurveCard({ height = 200, ...curving }: Curving): JSX.Element {
  const { metric, by } = curving;
  const [ref, seen] = useSeen<HTMLDivElement>();
  const [large, setLarge] = useState(false);
  const name = metric.context ? `${metric.key} · ${metric.context}` : metric.key;
  const plot = { ...curving, name };
  return (
    <article class="card" ref={ref} aria-label={name}>
      <header>
        <h3 title={name}>{name}{metric.unit && <span class="quiet"> {metric.unit}</span>}</h3>
        <button type="button" class="bare" aria-label={`Show ${name} large`} title="Large" onClick={() => setLarge(true)}><Icon name="expand" /></button>
      </header>
      {seen ? <Plot {...plot} height={height} /> : <div style={{ height: `${height + 26}px` }} />}
      {large && <Dialog title={`${name} by ${by}`} onClose={() => setLarge(false)}><Plot {...plot} height={420} large /></Dialog>}
    </article>
  );
}

function Plot({ metric, scope, by, roles = allRoles, revision, look = { ...shown(), ...chosen() }, sync = 'curves', from = loadCurves, name, height, large }: Curving & { name: string; height: number; large?: boolean }): JSX.Element {
  const { axis, trim, smoothing, logX, logY, middle, band } = look;
  const kind = axis === 'relative' || axis === 'time' ? 'relative' : 'step';
  const query = { ...scope, by, key: metric.key, context: metric.context, axis: kind, points: large ? 1000 : 300 };
  const { data, error, again } = useLoad(`${JSON.stringify(query)}|${revision}`, (signal) => from(query, signal));
  const [zoom, setZoom] = useZoom(`${sync}-${kind}`);
  const facets = useMemo(() => facetsOf(data?.curves ?? [], roles).map(({ of, curves }) => ({ of, lines: curves.map(({ curve, label, ...how }): Line => ({ id: curve.name, label: `${label} · ${plural(curve.runs, 'run')}`, ...how, ...drawn(curve, middle, band, smoothing) })) })), [data, roles.join(), middle, band, smoothing.kind, smoothing.amount]);
  // Small charts are compared with each other, so they span the same.
  const range = useMemo(() => (facets.length > 1 ? spanOf(facets.flatMap((f) => f.lines), logY, trim) : undefined), [facets, logY, trim]);
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <div class="loading" style={{ height: `${height + 26}px` }} role="status">Loading …</div>;
  const left = [
    data.total > data.curves.length ? `${data.curves.length} of ${count(data.total)} groups` : '',
    data.curves.some((c) => c.read < c.runs) ? `at most ${count(Math.max(...data.curves.map((c) => c.read)))} runs of a group` : '',
  ].filter(Boolean).join(', ');
  return (
    <>
      <div class={facets.length > 1 ? 'facets' : ''}>
        {facets.map(({ of, lines }) => (
          <div class="facet" key={of}>
            {facets.length > 1 && <h4>{of}</h4>}
            <LineChart title={of ? `${name}, ${of}` : name} lines={lines} xKind={kind} logX={logX} logY={logY} height={facets.length > 1 && !large ? 150 : height} trim={trim} xRange={logX ? undefined : range?.x} yRange={range?.y} sync={`${sync}-${kind}`} zoom={zoom} onZoom={setZoom} />
            {large && facets.length > 1 && <SaveAs name={`${name}, ${of}`} />}
          </div>
        ))}
      </div>
      <div class="row between under">
        <span class="quiet">{zoom && <button type="button" class="link" onClick={() => setZoom(null)}>Show all</button>}{left && ` Showing ${left}`}</span>
        {large && <span class="row">
          <button type="button" class="link" onClick={() => save(data, name, by)}>Save as CSV</button>
          {facets.length === 1 && <button type="button" class="link" onClick={(e) => savePng(e, name)}>Save as PNG</button>}
          {facets.length === 1 && <button type="button" class="link" onClick={(e) => saveSvg(e, name)}>Save as SVG</button>}
        </span>}
      </div>
      {large && <Numbers curves={data.curves} />}
    </>
  );
}

function save(data: Curves, name: string, by: string): void {
  const rows = data.curves.flatMap((c) => c.x.map((x, i) => [c.name, String(x), String(c.n[i]), ...[c.mean, c.median, c.std, c.low, c.high, c.min, c.max].map((v) => String(v[i]))]));
  download(`${name.replaceAll('/', '-')}.csv`, 'text/csv', [[by, 'x', 'runs', 'mean', 'median', 'std', 'ci95_low', 'ci95_high', 'min', 'max'], ...rows].map((r) => r.map(csvCell).join(',')).join('\r\n'));
}

/** The last place that all runs of a group have reached, in numbers. */
function Numbers({ curves }: { curves: Curve[] }): JSX.Element {
  const last = (c: Curve): number => { const most = Math.max(...c.n); return c.n.lastIndexOf(most); };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="The groups in numbers">
      <table class="plain">
        <caption>At the last place that most runs of the group have reached</caption>
        <thead><tr><th scope="col">Group</th><th scope="col" class="number">Runs</th><th scope="col" class="number">Mean</th><th scope="col" class="number">Median</th><th scope="col" class="number">Std</th><th scope="col" class="number">95 % confidence</th><th scope="col" class="number">Min</th><th scope="col" class="number">Max</th></tr></thead>
        <tbody>
          {curves.filter((c) => c.x.length > 0).map((c) => { const i = last(c); return (
            <tr key={c.name}>
              <th scope="row">{c.name}</th><td class="number">{c.n[i]}</td><td class="number">{num(c.mean[i]!)}</td><td class="number">{num(c.median[i]!)}</td><td class="number">{c.n[i]! > 1 ? num(c.std[i]!, 3) : '–'}</td>
              <td class="number">{c.n[i]! > 1 ? `${num(c.low[i]!)} … ${num(c.high[i]!)}` : '–'}</td><td class="number">{num(c.min[i]!)}</td><td class="number">{num(c.max[i]!)}</td>
            </tr>
          ); })}
        </tbody>
      </table>
    </div>
  );
}
