// A confusion matrix as a table that can be read without sight; its colours tell where the counts are.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { count, num } from '../format';
import { offer, SaveAs } from '../parts/pictures';
import { TableSave, type Taken } from '../parts/tablesave';
import type { ChartData } from './evaluation';

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
  const figure = useRef<HTMLElement>(null);
  useEffect(() => {
    if (figure.current) offer(figure.current, async () => (await import('./tablesvg')).tableSvg(figure.current!.querySelector('table')!, title));
  }, [title]);
  const take = (): Taken => {
    const rows = [['actual \\ predicted', ...chart.labels], ...chart.counts.map((r, i) => [chart.labels[i] ?? String(i), ...r.map(String)])];
    return { exact: rows, shown: rows };
  };
  return (
    <figure class="chart confusion" ref={figure as never}>
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
      <SaveAs name={title}><TableSave name={title.replaceAll('/', '-')} take={take} /></SaveAs>
    </figure>
  );
}

interface Sums { rows: number[]; columns: number[]; total: number }

const sumsOf = (m: Matrix): Sums => {
  const rows = m.counts.map((r) => r.reduce((a, b) => a + b, 0));
  return { rows, columns: m.labels.map((_, c) => m.counts.reduce((sum, r) => sum + (r[c] ?? 0), 0)), total: rows.reduce((a, b) => a + b, 0) };
};

const signedCount = (n: number): string => (n > 0 ? `+${count(n)}` : `−${count(-n)}`);
