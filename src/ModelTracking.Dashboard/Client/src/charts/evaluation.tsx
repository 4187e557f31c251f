// Drawings of evaluations: what Charts/SCHEMAS.md of the core describes, as SVG and tables that can be read without sight.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { color } from '../colors';
import { count, num, toNumber } from '../format';
import type { Num } from '../types';
import { SaveAs } from '../parts/pictures';
import { Confusion } from './confusion';
import { LineChart, type Line } from './line';

export type ChartData =
  | { type: 'confusion-matrix'; labels: string[]; counts: number[][] }
  | { type: 'curve'; shows: 'Roc' | 'PrecisionRecall' | 'Calibration' | 'Other'; x: Num[]; y: Num[]; xName?: string; yName?: string; area?: Num }
  | { type: 'histogram'; edges: Num[]; counts: number[]; notFinite?: number; mean?: Num; standardDeviation?: Num }
  | { type: 'feature-importance'; features: { name: string; value: Num; error?: Num }[]; method?: string };

export function EvaluationChart({ title, chart, baseline }: { title: string; chart: ChartData; baseline?: ChartData }): JSX.Element {
  switch (chart.type) {
    case 'confusion-matrix':
      return <Confusion chart={chart} baseline={baseline?.type === 'confusion-matrix' ? baseline : undefined} title={title} />;
    case 'curve':
      return <OneCurve title={title} chart={chart} />;
    case 'histogram':
      return <HistogramChart title={title} chart={chart} />;
    case 'feature-importance':
      return <Importance title={title} chart={chart} />;
    default:
      return <p class="quiet">This is a drawing of a kind that this dashboard does not know.</p>;
  }
}

function OneCurve({ title, chart }: { title: string; chart: CurveData }): JSX.Element {
  const curves = useMemo(() => [{ label: title.split('/').pop()!.replace(/\.json$/, ''), chart }], [title, chart]);
  return <Curves title={title} curves={curves} />;
}

type CurveData = Extract<ChartData, { type: 'curve' }>;

const names = {
  Roc: ['False positive rate', 'True positive rate'],
  PrecisionRecall: ['Recall', 'Precision'],
  Calibration: ['Predicted probability', 'Observed frequency'],
  Other: ['x', 'y'],
};

export function Curves({ title, curves }: { title: string; curves: { label: string; chart: CurveData; color?: number }[] }): JSX.Element {
  const first = curves[0]!.chart;
  const unit = first.shows !== 'Other';
  const lines = useMemo((): Line[] => {
    const own = curves.map((c, i) => ({
      id: c.label,
      label: c.chart.area !== undefined ? `${c.label} · area ${num(c.chart.area, 4)}` : c.label,
      color: c.color ?? i,
      x: c.chart.x.map(toNumber),
      y: c.chart.y.map(toNumber),
    }));
    const reference = { Roc: 'by chance', Calibration: 'perfect', PrecisionRecall: '', Other: '' }[first.shows];
    return reference ? [...own, { id: 'reference', label: reference, color: 7, dash: 2, x: [0, 1], y: [0, 1] }] : own;
  }, [curves]);
  const [x, y] = [first.xName ?? names[first.shows][0]!, first.yName ?? names[first.shows][1]!];
  return (
    <div>
      <p class="axes quiet">{`${y} over ${x.charAt(0).toLowerCase()}${x.slice(1)}`}</p>
      <LineChart title={`${title}: ${y} over ${x}`} lines={lines} xKind="value" height={240} xRange={unit ? [0, 1] : undefined} yRange={unit ? [0, 1.02] : undefined} xLabel="" />
      <SaveAs name={title} />
    </div>
  );
}

type HistogramData = Extract<ChartData, { type: 'histogram' }>;

export function HistogramChart({ title, chart }: { title: string; chart: HistogramData }): JSX.Element {
  const edges = chart.edges.map(toNumber);
  const most = Math.max(1, ...chart.counts);
  const [w, h] = [420, 150];
  const span = edges[edges.length - 1]! - edges[0]! || 1;
  const total = chart.counts.reduce((a, b) => a + b, 0);
  const summary = `${title}: ${count(total)} values from ${num(edges[0]!)} to ${num(edges[edges.length - 1]!)}${chart.mean !== undefined ? `, mean ${num(chart.mean)}` : ''}`;
  return (
    <figure class="chart">
      <svg class="bars" viewBox={`0 0 ${w} ${h}`} role="img" aria-label={summary} preserveAspectRatio="none">
        {chart.counts.map((c, i) => {
          const x = ((edges[i]! - edges[0]!) / span) * w;
          const width = ((edges[i + 1]! - edges[i]!) / span) * w;
          return (
            <rect key={i} x={x} y={h - (c / most) * h} width={Math.max(0.5, width - 0.8)} height={(c / most) * h} fill={color(0)}>
              <title>{`${num(edges[i]!, 4)} to ${num(edges[i + 1]!, 4)}: ${count(c)}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption class="row between quiet">
        <span>{num(edges[0]!, 4)}</span>
        <span>
          {[`${count(total)} values`, chart.mean !== undefined && `mean ${num(chart.mean, 4)}`, chart.standardDeviation !== undefined && `σ ${num(chart.standardDeviation, 3)}`, chart.notFinite ? `${count(chart.notFinite)} not finite` : ''].filter(Boolean).join(' · ')}
        </span>
        <span>{num(edges[edges.length - 1]!, 4)}</span>
      </figcaption>
      <SaveAs name={title} />
    </figure>
  );
}

type ImportanceData = Extract<ChartData, { type: 'feature-importance' }>;

export function Importance({ title, chart }: { title: string; chart: ImportanceData }): JSX.Element {
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => chart.features.map((f) => ({ name: f.name, value: toNumber(f.value) })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value)), [chart]);
  const most = Math.max(1e-300, ...sorted.map((f) => Math.abs(f.value)));
  return (
    <div>
      {chart.method && <p class="axes quiet">{chart.method}</p>}
      <table class="importance">
        <caption class="hidden">{title}</caption>
        <tbody>
          {(all ? sorted : sorted.slice(0, 12)).map((f) => (
            <tr key={f.name}>
              <th scope="row">{f.name}</th>
              <td class="bar">
                <span style={{ width: `${(Math.abs(f.value) / most) * 100}%`, background: color(f.value < 0 ? 1 : 0) }} />
              </td>
              <td class="number">{num(f.value, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > 12 && <button type="button" class="link" onClick={() => setAll(!all)}>{all ? 'Show the first 12' : `Show all ${sorted.length}`}</button>}
    </div>
  );
}
