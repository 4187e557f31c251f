// Metric charts of one or more runs: a card per key, its contexts and runs overlaid; controls stand in the address.
import type { ComponentChildren, JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { num, toNumber } from '../format';
import { useSeen } from '../hooks';
import type { XAxis } from '../series';
import { none, parseSmoothing, type Smoothing } from '../smoothing';
import { route, set } from '../url';
import type { Run } from '../types';
import { Dialog } from './dialog';
import { Empty, Icon } from './basics';
import { label, Plot, type Entry, type Plotted } from './plot';
import { SmoothingControl } from './smoothing';

export interface Shown {
  axis: XAxis;
  /** The metric that stands along x, where one does. */
  along: string;
  /** The few greatest and least values do not stretch the axis. */
  trim: boolean;
  smoothing: Smoothing;
  logX: boolean;
  logY: boolean;
}

export function shown(): Shown {
  const q = route.value.query;
  const asked = q.get('x') ?? '';
  const along = asked.startsWith('metric:') ? asked.slice(7) : '';
  return { axis: along ? 'metric' : asked === 'time' || asked === 'relative' ? asked : 'step', along, trim: q.get('trim') === '1', smoothing: parseSmoothing(q.get('smooth') ?? '') ?? none, logX: q.get('logx') === '1', logY: q.get('logy') === '1' };
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

/** `grouped`: of groups of runs, to which no time of day is common. `keys`: metrics that may stand along x. */
export function MetricControls({ system, grouped, keys = [], children }: { system?: boolean; grouped?: boolean; keys?: string[]; children?: ComponentChildren }): JSX.Element {
  const s = shown();
  return (
    <div class="controls">
      <input type="search" placeholder="Find a metric" aria-label="Find a metric" value={route.value.query.get('find') ?? ''} onInput={(e) => set({ find: e.currentTarget.value })} />
      <span class="segmented" role="group" aria-label="What stands along x">
        {(['step', 'time', 'relative'] as const).filter((a) => !grouped || a !== 'time').map((a) => <button type="button" key={a} aria-pressed={s.axis === a || (grouped && s.axis === 'time' && a === 'relative')} onClick={() => set({ x: a === 'step' ? null : a })}>{a === 'step' ? 'Step' : a === 'time' ? 'Time' : 'Relative'}</button>)}
      </span>
      {!system && !grouped && keys.length > 1 && (
        <select class={s.along ? 'along on' : 'along'} aria-label="A metric along x" value={s.along} onChange={(e) => set({ x: e.currentTarget.value ? `metric:${e.currentTarget.value}` : null })}>
          <option value="">Along a metric …</option>
          {(s.along && !keys.includes(s.along) ? [s.along, ...keys] : keys).map((k) => <option key={k} value={k}>{k}</option>)}
        </select>
      )}
      {!system && <SmoothingControl smoothing={s.smoothing} />}
      {children}
      <label class="switch"><input type="checkbox" checked={s.logY} onChange={(e) => set({ logy: e.currentTarget.checked ? '1' : null })} />Log y</label>
      <label class="switch"><input type="checkbox" checked={s.logX} onChange={(e) => set({ logx: e.currentTarget.checked ? '1' : null })} />Log x</label>
      <label class="switch" title="The axis spans the middle 96 % of the values"><input type="checkbox" checked={s.trim} onChange={(e) => set({ trim: e.currentTarget.checked ? '1' : null })} />Ignore outliers</label>
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
          <Cards {...props} keys={some} />
        </section>
      ))}
    </>
  );
}

/** Metrics that one run has logged once share a card: a number needs no chart of its own. */
function Cards(props: MetricsProps): JSX.Element {
  const { runs, keys } = props;
  const single = runs.length === 1 ? keys.filter((key) => entries(runs, key).every((e) => e.metric.count <= 1)) : [];
  const own = single.length > 1 ? keys.filter((k) => !single.includes(k)) : keys;
  return (
    <div class="cards">
      {own.map((key) => <OwnCard key={key} {...props} name={key} />)}
      {single.length > 1 && (
        <article class="card values" aria-label="Values">
          <header><h3>{own.length > 0 ? 'Single values' : 'Values'}</h3></header>
          <table class="plain">
            <tbody>
              {single.flatMap((key) => entries(runs, key)).map((e) => (
                <tr key={e.metric.field}>
                  <th scope="row" title={e.metric.key}>{e.metric.key.slice(e.metric.key.lastIndexOf('/') + 1)}{e.metric.context && <small>{e.metric.context}</small>}</th>
                  <td class="number">{num(e.metric.last, 6)}{e.metric.unit && <span class="quiet"> {e.metric.unit}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </article>
      )}
    </div>
  );
}

function entries(runs: Run[], key: string): Entry[] {
  return runs.flatMap((run, index) => run.metrics.filter((m) => m.key === key).map((metric) => ({ run, index, metric })));
}

function OwnCard({ runs, name, live, tick, system }: MetricsProps & { name: string }): JSX.Element {
  const all = useMemo(() => entries(runs, name), [runs, name]);
  return <MetricCard all={all} name={name} title={name.slice(name.lastIndexOf('/') + 1)} isMany={runs.length > 1} live={live} tick={tick} system={system} />;
}

/** A metric of some runs as a card, which opens large. */
export function MetricCard({ all, name, title, isMany, height = 200, ...plotted }: Plotted & { all: Entry[]; name: string; title: string; isMany: boolean; height?: number }): JSX.Element {
  const [ref, seen] = useSeen<HTMLDivElement>();
  const [large, setLarge] = useState(false);
  const unit = all.find((e) => e.metric.unit)?.metric.unit;
  const single = all.every((e) => e.metric.count <= 1);
  return (
    <article class="card" ref={ref} aria-label={name}>
      <header>
        <h3 title={name}>{title}{unit && <span class="quiet"> {unit}</span>}</h3>
        {!single && <button type="button" class="bare" aria-label={`Show ${name} large`} title="Large" onClick={() => setLarge(true)}><Icon name="expand" /></button>}
      </header>
      {single ? <Values all={all} many={isMany} /> : seen ? <Plot all={all} title={name} {...plotted} height={height} /> : <div style={{ height: `${height + 26}px` }} />}
      {large && <Dialog title={name} onClose={() => setLarge(false)}><Plot all={all} title={name} {...plotted} height={420} large /></Dialog>}
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

export const isSystem = (key: string): boolean => key.startsWith('system/');

export const keysOf = (runs: Run[], system: boolean): string[] => [...new Set(runs.flatMap((r) => r.metrics.map((m) => m.key)))].filter((k) => isSystem(k) === system).sort((a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b));
