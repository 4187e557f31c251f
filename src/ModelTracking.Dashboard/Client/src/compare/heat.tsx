// A metric over two params as a table whose colours tell where it is high. Where there is no run, nothing stands.
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { columnFormat, plural } from '../format';
import { Empty } from '../parts/basics';
import { offer, SaveAs } from '../parts/pictures';
import { TableSave, type Taken } from '../parts/tablesave';
import { href } from '../url';
import type { Run } from '../types';
import type { Axis } from './axes';
import { cellsOf, partsOf } from './cells';

export function HeatMap({ runs, x, y, value }: { runs: Run[]; x: Axis; y: Axis; value: Axis }): JSX.Element {
  const { columns, rows, cells } = useMemo(() => {
    const [across, up] = [partsOf(x, runs), partsOf(y, runs).reverse()];
    return { columns: across, rows: up, cells: cellsOf(runs, x, y, value, across, up) };
  }, [runs, x, y, value]);
  const means = cells.flat().flatMap((c) => (c && Number.isFinite(c.mean) ? [c.mean] : []));
  const [lo, hi] = [Math.min(...means), Math.max(...means)];
  const goal = runs.flatMap((r) => r.metrics).find((m) => m.field === value.id && m.goal !== 'None')?.goal;
  const best = means.length < 2 ? NaN : goal === 'Minimize' ? lo : goal === 'Maximize' ? hi : NaN;
  const share = (v: number): number => (hi > lo ? 0.06 + 0.8 * ((v - lo) / (hi - lo)) : 0.4);
  const format = columnFormat(means, 4);
  const title = `${value.label} by ${x.label} and ${y.label}`;
  const placed = cells.flat().reduce((sum, c) => sum + (c?.runs.length ?? 0), 0);
  const figure = useRef<HTMLElement>(null);
  useEffect(() => {
    if (figure.current) offer(figure.current, async () => (await import('../charts/tablesvg')).tableSvg(figure.current!.querySelector('table')!, title));
  }, [title, means.length === 0]);
  if (means.length === 0) return <Empty title="Nothing to show"><p>{`No run has ${value.label} as a number, with ${x.label} and ${y.label}.`}</p></Empty>;
  const take = (): Taken => {
    const table = (of: (v: number) => string): string[][] => [[`${y.label} \\ ${x.label}`, ...columns.map((c) => c.label)], ...rows.map((r, i) => [r.label, ...cells[i]!.map((c) => (c && Number.isFinite(c.mean) ? of(c.mean) : ''))])];
    return { exact: table(String), shown: table(format) };
  };
  return (
    <figure class="chart heat" ref={figure as never}>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table class={`matrix${columns.length > 7 ? ' dense' : ''}`}>
          <caption class="hidden">{`${title}: columns are ${x.label}, rows are ${y.label}, a cell has the mean over its runs`}</caption>
          <thead><tr><th scope="col" class="corner">{`${y.label} ↓ ${x.label} →`}</th>{columns.map((c) => <th scope="col" key={c.label}>{c.label}</th>)}</tr></thead>
          <tbody>
            {rows.map((r, i) => (
              <tr key={r.label}>
                <th scope="row">{r.label}</th>
                {cells[i]!.map((c, k) => {
                  if (!c) return <td key={k} class="empty-cell" title="No run"><span class="hidden">no run</span></td>;
                  if (!Number.isFinite(c.mean)) return <td key={k} class="empty-cell" title={`${plural(c.runs.length, 'run')} without ${value.label}`}><span class="none">–</span></td>;
                  const isBest = c.mean === best;
                  return (
                    <td key={k} class={`hit${share(c.mean) > 0.55 ? ' strong' : ''}${isBest ? ' best' : ''}`} style={{ '--share': `${Math.round(share(c.mean) * 100)}%` } as never} title={`${plural(c.n, 'run')}${c.n > 1 ? `, from ${format(c.min)} to ${format(c.max)}` : ''}${isBest ? '; the best' : ''}`}>
                      <a href={c.runs.length === 1 ? href(`runs/${c.runs[0]!.id}`) : href('compare', { run: c.runs.map((run) => run.id) })}>{format(c.mean)}</a>{isBest && <span class="hidden"> best</span>}
                      {c.n > 1 && <small>{`n ${c.n}`}</small>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption class="readout"><span class="quiet">{`Mean of ${value.label} over the runs of a cell, the stronger its colour the greater${Number.isFinite(best) ? '; the best is framed' : ''}. A cell without a run is left open${placed < runs.length ? `; ${plural(runs.length - placed, 'run')} without one of the two params ${runs.length - placed === 1 ? 'is' : 'are'} not here` : ''}.`}</span></figcaption>
      <SaveAs name={title}><TableSave name="heat-map" take={take} /></SaveAs>
    </figure>
  );
}
