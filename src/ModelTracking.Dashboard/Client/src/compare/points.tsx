// Runs as points over two values, and as lines over many.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { isWithin, Parallel, scalesOf, type Range } from '../charts/parallel';
import { Scatter, type Hue, type Mark } from '../charts/points';
import { scaleOf } from '../charts/scale';
import { Empty } from '../parts/basics';
import { Popover } from '../parts/menu';
import { SaveAs } from '../parts/pictures';
import { route, set } from '../url';
import type { Run } from '../types';
import { axesOf, varies, type Axis } from './axes';
import { HeatMap } from './heat';

function Choice({ label, axes, value, param, none }: { label: string; axes: Axis[]; value: string; param: string; none?: string }): JSX.Element {
  return (
    <label>{label} <select value={value} onChange={(e) => set({ [param]: e.currentTarget.value || null })}>
      {none !== undefined && <option value="">{none}</option>}
      {axes.map((a) => <option key={a.id} value={a.id}>{a.label}</option>)}
    </select></label>
  );
}

/** Runs with their values; coloured by one of them where that is asked for, else each in its own colour. */
function coloured(runs: Run[], axes: Axis[], by: Axis | undefined): { marks: Mark[]; hue?: Hue } {
  const marks = runs.map((r, i): Mark => ({ id: r.id, label: r.name, color: i, values: axes.map((a) => a.of(r)) }));
  if (!by) return { marks };
  const scale = scaleOf(runs.map(by.of));
  return { marks: marks.map((m, i) => ({ ...m, hue: scale.at(by.of(runs[i]!)) })), hue: { label: by.label, least: scale.text(0), greatest: scale.text(1) } };
}

export function ScatterTab({ runs }: { runs: Run[] }): JSX.Element {
  const axes = useMemo(() => axesOf(runs), [runs]);
  const q = route.value.query;
  const isHeat = q.get('as') === 'heat';
  const params = axes.filter((a) => a.id.startsWith('params.') && varies(a, runs));
  const metric = axes.find((a) => !a.id.startsWith('params.') && varies(a, runs)) ?? axes[0]!;
  const x = axes.find((a) => a.id === q.get('xa')) ?? params[0] ?? axes[axes.length - 1]!;
  const y = axes.find((a) => a.id === q.get('y')) ?? (isHeat ? (params.find((a) => a !== x) ?? params[0] ?? axes[0]!) : metric);
  const value = axes.find((a) => a.id === q.get('z')) ?? metric;
  const by = axes.find((a) => a.id === q.get('hue'));
  const { marks, hue } = coloured(runs, [x, y], by);
  const trend = q.get('trend') === '1';
  return (
    <>
      <div class="controls">
        <span class="segmented" role="group" aria-label="Show runs as">
          <button type="button" aria-pressed={!isHeat} onClick={() => set({ as: null, y: null })}>Points</button>
          <button type="button" aria-pressed={isHeat} onClick={() => set({ as: 'heat', y: null })}>Heat map</button>
        </span>
        <Choice label="Along x" axes={axes} value={x.id} param="xa" /><Choice label="Along y" axes={axes} value={y.id} param="y" />
        {isHeat ? <Choice label="Cells show" axes={axes.filter((a) => !a.id.startsWith('params.'))} value={value.id} param="z" /> : <>
          <Choice label="Colour by" axes={axes} value={by?.id ?? ''} param="hue" none="run" />
          <label class="switch"><input type="checkbox" checked={trend} onChange={(e) => set({ trend: e.currentTarget.checked ? '1' : null })} />Trend</label>
        </>}
      </div>
      {isHeat ? <div class="card"><HeatMap runs={runs} x={x} y={y} value={value} /></div> : <div class="card"><Scatter marks={marks} x={x.label} y={y.label} trend={trend} hue={hue} /><SaveAs name={`${y.label} over ${x.label}`} /></div>}
    </>
  );
}

/** Ranges stand in the address as `axis|from|to`. */
function rangesOf(chosen: Axis[]): Map<number, Range> {
  const ranges = new Map<number, Range>();
  for (const text of route.value.query.getAll('range')) {
    const [, id = '', from = '', to = ''] = /^(.*)\|([\d.]+)\|([\d.]+)$/.exec(text) ?? [];
    const at = chosen.findIndex((a) => a.id === id);
    if (at >= 0) ranges.set(at, [Number(from), Number(to)]);
  }
  return ranges;
}

export function ParallelTab({ runs }: { runs: Run[] }): JSX.Element {
  const axes = useMemo(() => axesOf(runs), [runs]);
  const q = route.value.query;
  const asked = q.getAll('axis');
  const automatic = [...axes.filter((a) => a.id.startsWith('params.') && varies(a, runs)).slice(0, 6), ...axes.filter((a) => !a.id.startsWith('params.') && a.id !== 'duration' && varies(a, runs)).slice(0, 3)];
  const chosen = asked.length ? asked.map((id) => axes.find((a) => a.id === id)).filter((a): a is Axis => a !== undefined) : automatic;
  if (runs.length < 2) return <Empty title="One run is no comparison"><p>Add others above.</p></Empty>;
  const by = axes.find((a) => a.id === q.get('hue'));
  const { marks, hue } = coloured(runs, chosen, by);
  const ranges = rangesOf(chosen);
  const narrow = (axis: number, range: Range | null): void => {
    const next = new Map(ranges);
    if (range) next.set(axis, range);
    else next.delete(axis);
    set({ range: [...next].map(([i, [from, to]]) => `${chosen[i]!.id}|${from.toFixed(3)}|${to.toFixed(3)}`) });
  };
  const labels = chosen.map((a) => a.label);
  const kept = marks.filter((m) => isWithin(m, scalesOf(marks, labels), ranges));
  return (
    <>
      <div class="controls">
        <Popover label="Axes">
          {() => <div class="picker"><div class="list">{axes.map((a) => <label key={a.id}><input type="checkbox" checked={chosen.includes(a)} onChange={() => set({ axis: (chosen.includes(a) ? chosen.filter((c) => c !== a) : [...chosen, a]).map((c) => c.id) })} /><span>{a.label}</span></label>)}</div></div>}
        </Popover>
        {asked.length > 0 && <button type="button" class="link" onClick={() => set({ axis: null })}>Choose for me</button>}
        <Choice label="Colour by" axes={axes} value={by?.id ?? ''} param="hue" none="run" />
        {ranges.size > 0 && <>
          <button type="button" disabled={kept.length === 0 || kept.length === marks.length} onClick={() => set({ run: kept.map((m) => m.id), range: null, base: null }, false)}>{`Compare only these ${kept.length}`}</button>
          <button type="button" class="link" onClick={() => set({ range: null })}>Take the ranges away</button>
        </>}
      </div>
      {chosen.length === 0 ? <Empty title="Nothing differs"><p>Choose the axes yourself.</p></Empty> : <div class="card"><Parallel marks={marks} axes={labels} ranges={ranges} onRange={narrow} hue={hue} /><SaveAs name="Parallel coordinates" /></div>}
    </>
  );
}
