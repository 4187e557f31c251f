// Drawings of evaluations: what Charts/SCHEMAS.md of the core describes, as SVG and tables that can be read without sight.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { color } from '../colors';
import { count, num, toNumber } from '../format';
import type { Num } from '../types';
import { SaveAs } from '../parts/pictures';
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

type Matrix = Extract<ChartData, { type: 'confusion-matrix' }>;

type Shows = 'count' | 'row' | 'column' | 'difference';
const showsOf: Record<Shows, string> = { count: 'Counts', row: '% of row', column: '% of column', difference: 'Difference' };

/** A matrix of counts; with a baseline of the same classes also how each cell differs from it, in counts or in percentage points. */
export function Confusion({ chart, baseline, title }: { chart: Matrix; baseline?: Matrix; title: string }): JSX.Element {
  const [mode, setMode] = useState<Shows>('count');
  const sums = sumsOf(chart);
  const right = chart.labels.reduce((sum, _, i) => sum + (chart.counts[i]?.[i] ?? 0), 0);
  const comparable = baseline && baseline.labels.join('\0') === chart.labels.join('\0') ? baseline : undefined;
  const theirs = comparable && sumsOf(comparable);
  const shownMode = mode === 'difference' && !comparable ? 'count' : mode;
  const part = (m: Matrix, s: Sums, i: number, j: number): number => (m.counts[i]?.[j] ?? 0) / Math.max(1, shownMode === 'column' ? s.columns[j]! : s.rows[i]!);
  const most = shownMode === 'difference' && comparable ? Math.max(1, ...chart.counts.flatMap((r, i) => r.map((v, j) => Math.abs(v - (comparable.counts[i]?.[j] ?? 0))))) : Math.max(1, ...sums.rows);
  const modes: Shows[] = comparable ? ['count', 'row', 'column', 'difference'] : ['count', 'row', 'column'];
  const cell = (value: number, i: number, j: number): JSX.Element => {
    const delta = comparable ? value - (comparable.counts[i]?.[j] ?? 0) : 0;
    const points = theirs ? (part(chart, sums, i, j) - part(comparable!, theirs, i, j)) * 100 : 0;
    const better = delta === 0 ? '' : (i === j) === delta > 0 ? 'better' : 'worse';
    if (shownMode === 'difference') {
      return <td key={j} class={`${better === 'worse' ? 'miss' : 'hit'}`} style={{ '--share': `${Math.round((Math.abs(delta) / most) * 100)}%` } as never}>{delta === 0 ? <span class="none">0</span> : signedCount(delta)}{better && <span class="hidden">{` ${better}`}</span>}</td>;
    }
    const share = shownMode === 'count' ? value / most : part(chart, sums, i, j);
    const change = shownMode === 'count' ? (delta === 0 ? '' : signedCount(delta)) : Math.abs(points) < 0.05 ? '' : `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}`;
    return (
      <td key={j} class={`${i === j ? 'hit' : 'miss'}${share > 0.55 ? ' strong' : ''}`} style={{ '--share': `${Math.round(share * 100)}%` } as never}>
        {shownMode === 'count' ? count(value) : `${num(share * 100, 3)} %`}
        {change && <small class={(i === j) === !change.startsWith('−') ? 'better' : 'worse'}>{change}</small>}
      </td>
    );
  };
  return (
    <div class="confusion">
      <div class="row between">
        <span class="quiet">{`${num((right / Math.max(1, sums.total)) * 100, 4)} % right of ${count(sums.total)}`}</span>
        <span class="segmented" role="group" aria-label="What the cells show">
          {modes.map((m) => <button type="button" key={m} aria-pressed={shownMode === m} onClick={() => setMode(m)}>{showsOf[m]}</button>)}
        </span>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table class={`matrix${chart.labels.length > 7 ? ' dense' : ''}`}>
          <caption class="hidden">{`${title}: rows are actual classes, columns are predicted ones${comparable ? '; small numbers are the difference to the baseline' : ''}`}</caption>
          <thead>
            <tr>
              <th scope="col" class="corner" title="Rows are actual classes, columns predicted ones">actual ↓</th>
              {chart.labels.map((l) => <th scope="col" key={l}>{l}</th>)}
            </tr>
          </thead>
          <tbody>{chart.counts.map((r, i) => <tr key={i}><th scope="row">{chart.labels[i]}</th>{r.map((value, j) => cell(value, i, j))}</tr>)}</tbody>
        </table>
      </div>
    </div>
  );
}

interface Sums { rows: number[]; columns: number[]; total: number }

const sumsOf = (m: Matrix): Sums => {
  const rows = m.counts.map((r) => r.reduce((a, b) => a + b, 0));
  return { rows, columns: m.labels.map((_, c) => m.counts.reduce((sum, r) => sum + (r[c] ?? 0), 0)), total: rows.reduce((a, b) => a + b, 0) };
};

const signedCount = (n: number): string => (n > 0 ? `+${count(n)}` : `−${count(-n)}`);

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
      <LineChart title={`${title}: ${y} over ${x}`} lines={lines} xKind="value" height={240} zoom={unit ? [0, 1] : null} yRange={unit ? [0, 1.02] : undefined} xLabel="" />
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
