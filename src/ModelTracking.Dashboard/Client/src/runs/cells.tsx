import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { cellText, duration, isSpan, isTime, time, when } from '../format';
import { Icon, StatusMark } from '../parts/basics';
import { href } from '../url';
import type { Cell } from '../types';
import { deltaOf, type Baseline, type Delta } from './baseline';
import { deltaWidth, type Layout, type TableColumn } from './layout';
import type { Row } from './pages';
import { SparkCell } from './sparkline';

export interface Look {
  layout: Layout;
  /** Columns from, and up to, which are drawn; what stays in view always is. */
  range: [number, number];
  baseline: Baseline | null;
  isThere?: (id: string) => boolean;
  /** Absent where a row has no menu. */
  onMenu?: (row: Row, button: HTMLElement) => void;
}

/** The cells of a row, apart from the box that selects it. */
export function cellsOf(row: Row, look: Look): JSX.Element {
  const { layout, range: [from, to], baseline } = look;
  const drawn: JSX.Element[] = [];
  let gap = 0;
  const fill = (at: number): void => {
    if (gap > 0) drawn.push(<div key={`gap${at}`} role="presentation" style={{ gridColumn: `span ${gap}` }} />);
    gap = 0;
  };
  layout.columns.forEach((column, i) => {
    if (column.stuck === null && (i < from || i >= to)) {
      gap++;
      return;
    }
    fill(i);
    drawn.push(cell(row, column, i, look));
  });
  fill(layout.columns.length);
  const isBase = baseline?.id === row.id;
  return (
    <>
      <div role="rowheader" class="cell name">
        <StatusMark status={row.status} short />
        {look.isThere?.(row.id) === false ? <span class="alone" title={row.name}>{row.name}</span> : <a href={href(`runs/${row.id}`)} tabIndex={-1} title={row.name}>{row.name}</a>}
        {row.isStarred && <span class="star on" title="Starred"><Icon name="star" /></span>}
        {row.parent && <span class="quiet" title="Nested in another run">↳</span>}
        {isBase && <span class="basemark">baseline</span>}
        {look.onMenu && <button type="button" class="bare more" tabIndex={-1} aria-label={`Menu of ${row.name}`} aria-haspopup="dialog" onClick={(e) => look.onMenu!(row, e.currentTarget)}><Icon name="more" /></button>}
      </div>
      {drawn}
    </>
  );
}

function cell(row: Row, column: TableColumn, at: number, look: Look): JSX.Element {
  const place = column.stuck === null ? undefined : { left: `${column.stuck}px` };
  const kind = `cell ${column.isNumber ? 'number' : ''} ${column.stuck === null ? '' : 'stuck'}`;
  const index = look.layout.columns.length > 40 ? at + 3 : undefined;
  switch (column.kind) {
    case 'experiment':
      return <div role="gridcell" key={column.id} aria-colindex={index} class={`${kind} quiet`} style={place} title={row.experiment}>{row.experiment}</div>;
    case 'start':
      return <div role="gridcell" key={column.id} aria-colindex={index} class={`${kind} quiet`} style={place} title={isTime(row.start) ? time(row.start.t) : ''}>{isTime(row.start) ? when(row.start.t) : ''}</div>;
    case 'duration':
      return <div role="gridcell" key={column.id} aria-colindex={index} class={kind} style={place}>{row.status === 'RUNNING' && isTime(row.start) ? <Elapsed since={row.start.t} /> : isSpan(row.duration) ? duration(row.duration.d) : ''}</div>;
    case 'curve':
      return <div role="gridcell" key={column.id} aria-colindex={index} class={`${kind} sparkcell`} style={place}><SparkCell run={row.id} metric={column.field} room={column.width} /></div>;
    case 'value': {
      const value = row.cells[column.cell] ?? null;
      const text = column.format && typeof value === 'number' ? column.format(value) : cellText(value);
      const delta = look.baseline && look.baseline.id !== row.id ? deltaOf(look.baseline, column.field, value) : null;
      return (
        <div role="gridcell" key={column.id} aria-colindex={index} class={kind} style={place} title={titleOf(value, text, delta, look.baseline)}>
          {text || <span class="none">–</span>}
          {column.hasDelta && <DeltaMark delta={delta} />}
        </div>
      );
    }
  }
}

function titleOf(value: Cell, text: string, delta: Delta | null, baseline: Baseline | null): string | undefined {
  const exact = typeof value === 'number' ? String(value) : isTime(value) ? time(value.t) : text.length > 14 ? text : undefined;
  return delta && baseline ? `${exact}\n${delta.text === '=' ? 'as' : `${delta.text} from`} the baseline, ${baseline.name}${delta.isBetter === undefined ? '' : delta.isBetter ? ': better' : ': worse'}` : exact;
}

/** How far a number is from the baseline's: a check stands at what is better, so that colour alone says nothing. */
function DeltaMark({ delta }: { delta: Delta | null }): JSX.Element {
  const way = delta?.isBetter === undefined ? '' : delta.isBetter ? 'better' : 'worse';
  return (
    <span class={`delta ${way}`} style={{ width: `${deltaWidth - 8}px` }}>
      {delta && delta.text}
      {way === 'better' && <span aria-hidden="true"> ✓</span>}
      {way && <span class="hidden">{` ${way}`}</span>}
    </span>
  );
}

/** How long a run that goes on has been going. */
function Elapsed({ since }: { since: number }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const ms = Math.max(0, now - since);
  return <span class="elapsed" title="So far">{ms < 60_000 ? `${Math.floor(ms / 1000)} s` : duration(ms)}</span>;
}
