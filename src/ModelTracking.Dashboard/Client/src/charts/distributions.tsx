// Histograms of one key over steps: one behind the other as a ridge, or as a heat map with steps along x. As SVG.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { color, sequential } from '../colors';
import { count, csvCell, download, num, toNumber } from '../format';
import { useWidth } from '../hooks';
import { SaveAs } from '../parts/pictures';
import type { ChartData } from './evaluation';
import { ticks } from './scale';

type Histogram = Extract<ChartData, { type: 'histogram' }>;

export interface AtStep {
  step: number;
  chart: Histogram;
}

interface Shape {
  step: number;
  edges: number[];
  /** Part of all values to one unit along the axis, so that bins of other widths compare. */
  density: number[];
  total: number;
  chart: Histogram;
}

function shapeOf({ step, chart }: AtStep): Shape {
  const edges = chart.edges.map(toNumber);
  const total = chart.counts.reduce((a, b) => a + b, 0);
  return { step, edges, total, chart, density: chart.counts.map((c, i) => c / Math.max(1, total) / Math.max(1e-300, edges[i + 1]! - edges[i]!)) };
}

export function Distributions({ title, list, view }: { title: string; list: AtStep[]; view: 'ridge' | 'heat' }): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [over, setOver] = useState<Shape | null>(null);
  const shapes = list.map(shapeOf).filter((s) => s.edges.length > 1);
  const [lo, hi] = [Math.min(...shapes.map((s) => s.edges[0]!)), Math.max(...shapes.map((s) => s.edges[s.edges.length - 1]!))];
  const most = Math.max(1e-300, ...shapes.flatMap((s) => s.density));
  const w = Math.max(260, width);
  const about = (s: Shape): string => [`${count(s.total)} values`, s.chart.mean !== undefined && `mean ${num(s.chart.mean, 4)}`, s.chart.standardDeviation !== undefined && `σ ${num(s.chart.standardDeviation, 3)}`].filter(Boolean).join(' · ');
  const [first, last] = [shapes[0]!, shapes[shapes.length - 1]!];
  const frame = { w, lo, hi: hi > lo ? hi : lo + 1, most, shapes, over, onOver: setOver, label: `${title} at ${shapes.length} steps. Step ${first.step}: ${about(first)}. Step ${last.step}: ${about(last)}.` };
  return (
    <figure class="chart" ref={ref as never}>
      {view === 'ridge' ? <Ridge {...frame} /> : <Heat {...frame} />}
      <figcaption class="readout">
        {over ? <><b>{`step ${count(over.step)}`}</b><span>{about(over)}</span></> : <span class="quiet">{view === 'ridge' ? `${shapes.length} steps, the newest in front` : `${shapes.length} steps; the stronger the colour, the more values`}</span>}
      </figcaption>
      <details>
        <summary>In numbers</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={`${title} in numbers`}>
          <table class="plain">
            <thead><tr><th scope="col" class="number">Step</th><th scope="col" class="number">Values</th><th scope="col" class="number">From</th><th scope="col" class="number">To</th><th scope="col" class="number">Mean</th><th scope="col" class="number">Deviation</th></tr></thead>
            <tbody>{shapes.map((s) => <tr key={s.step}><th scope="row" class="number">{count(s.step)}</th><td class="number">{count(s.total)}</td><td class="number">{num(s.edges[0]!, 4)}</td><td class="number">{num(s.edges[s.edges.length - 1]!, 4)}</td><td class="number">{s.chart.mean === undefined ? '–' : num(s.chart.mean, 4)}</td><td class="number">{s.chart.standardDeviation === undefined ? '–' : num(s.chart.standardDeviation, 3)}</td></tr>)}</tbody>
          </table>
        </div>
      </details>
      <SaveAs name={title}><button type="button" class="link" onClick={() => save(title, shapes)} aria-label={`Save ${title} as CSV`}>CSV</button></SaveAs>
    </figure>
  );
}

interface Frame {
  w: number;
  lo: number;
  hi: number;
  most: number;
  shapes: Shape[];
  over: Shape | null;
  onOver: (shape: Shape | null) => void;
  label: string;
}

/** Behind each other from the oldest to the newest, each with its step beside it. */
function Ridge({ w, lo, hi, most, shapes, over, onOver, label }: Frame): JSX.Element {
  const [left, right, top, bottom] = [8, 58, 12, 26];
  const tall = 84;
  const row = Math.min(26, Math.max(5, 230 / shapes.length));
  const h = top + tall + row * (shapes.length - 1) + bottom;
  const px = (v: number): number => left + ((v - lo) / (hi - lo)) * (w - left - right);
  const path = (s: Shape, y: number, isClosed: boolean): string => {
    const points = s.density.map((d, i) => [px((s.edges[i]! + s.edges[i + 1]!) / 2), y - (d / most) * tall] as const);
    const line = points.map(([x, at]) => `L${x.toFixed(1)} ${at.toFixed(1)}`).join('');
    const [from, to] = [px(s.edges[0]!), px(s.edges[s.edges.length - 1]!)];
    return `M${from.toFixed(1)} ${y.toFixed(1)}${line}L${to.toFixed(1)} ${y.toFixed(1)}${isClosed ? 'Z' : ''}`;
  };
  const apart = Math.max(1, Math.ceil(14 / row));
  return (
    <svg width={w} height={h} role="img" aria-label={label}>
      {ticks(lo, hi, Math.max(2, Math.floor(w / 110)), false).map((t) => (
        <g key={t}><line class="gridline" x1={px(t)} x2={px(t)} y1={top} y2={h - bottom} /><text class="tick" x={px(t)} y={h - bottom + 16} text-anchor="middle">{num(t, 3)}</text></g>
      ))}
      {shapes.map((s, i) => {
        const y = top + tall + i * row;
        const paint = sequential(shapes.length < 2 ? 0 : i / (shapes.length - 1));
        const isLit = over === s;
        return (
          <g key={s.step} onMouseEnter={() => onOver(s)} onMouseLeave={() => onOver(null)}>
            <path class="ridge" d={path(s, y, true)} />
            <path d={path(s, y, true)} fill={paint} fill-opacity={isLit ? 0.6 : 0.28} />
            <path d={path(s, y, false)} fill="none" stroke={paint} stroke-width={isLit ? 2.5 : 1.4} />
            {((shapes.length - 1 - i) % apart === 0 || isLit) && <text class="tick" x={w - 4} y={y + 3} text-anchor="end">{count(s.step)}</text>}
            <title>{`step ${count(s.step)}`}</title>
          </g>
        );
      })}
    </svg>
  );
}

/** Steps along x, values along y, the more values the stronger the colour. */
function Heat({ w, lo, hi, most, shapes, over, onOver, label }: Frame): JSX.Element {
  const [left, right, top, bottom] = [52, 8, 8, 26];
  const h = 260;
  const each = (w - left - right) / shapes.length;
  const py = (v: number): number => h - bottom - ((v - lo) / (hi - lo)) * (h - top - bottom);
  const apart = Math.max(1, Math.ceil(44 / each));
  return (
    <svg width={w} height={h} role="img" aria-label={label}>
      {ticks(lo, hi, 6, false).map((t) => <text key={t} class="tick" x={left - 6} y={py(t) + 4} text-anchor="end">{num(t, 3)}</text>)}
      {shapes.map((s, k) => (
        <g key={s.step} onMouseEnter={() => onOver(s)} onMouseLeave={() => onOver(null)}>
          <rect x={left + k * each} y={top} width={each} height={h - top - bottom} fill="transparent" />
          {s.density.map((d, i) => d > 0 && <rect key={i} x={left + k * each} y={py(s.edges[i + 1]!)} width={Math.max(0.5, each - (each > 6 ? 1 : 0))} height={Math.max(0.5, py(s.edges[i]!) - py(s.edges[i + 1]!))} fill={color(0)} fill-opacity={0.06 + 0.94 * Math.sqrt(d / most)} />)}
          {over === s && <rect class="axisline" x={left + k * each} y={top} width={each} height={h - top - bottom} fill="none" />}
          {k % apart === 0 && <text class="tick" x={left + (k + 0.5) * each} y={h - bottom + 16} text-anchor="middle">{count(s.step)}</text>}
          <title>{`step ${count(s.step)}`}</title>
        </g>
      ))}
    </svg>
  );
}

function save(title: string, shapes: Shape[]): void {
  const rows = shapes.flatMap((s) => s.chart.counts.map((c, i) => [s.step, s.edges[i]!, s.edges[i + 1]!, c].map(String)));
  download(`${title.replaceAll('/', '-')}.csv`, 'text/csv', [['step', 'from', 'to', 'count'], ...rows].map((r) => r.map(csvCell).join(',')).join('\r\n'));
}
