// The table of runs: any number of rows, of which only those in view are drawn and asked for.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api, type Problem } from '../api';
import { cellText, columnFormat, duration, heading, isNumeric, isTime, time, when } from '../format';
import { Icon, Loading, StatusMark } from '../parts/basics';
import { go, href } from '../url';
import type { Cell, Rows } from '../types';

const rowHeight = 33;
const page = 100;
const nameWidth = 260;

/** On a phone the name leaves room for what is asked about. */
const narrowNameWidth = 150;

/** Rows that are filled in one frame; what is beyond comes with the next ones, so that a long scroll never holds up the page. */
const rowsOfFrame = 6;

/** What a place on the screen shows: the same elements again as long as that is the same. */
interface Place {
  row: Row;
  key: unknown[];
  cells: JSX.Element;
}

export interface Row {
  id: string;
  name: string;
  experiment: string;
  status: string;
  start: Cell;
  duration: Cell;
  parent: string | null;
  isStarred: boolean;
  cells: Cell[];
}

const rowOf = (cells: Cell[]): Row => ({
  id: cells[0] as string, name: cells[1] as string, experiment: cells[2] as string, status: cells[3] as string, start: cells[4]!, duration: cells[5]!, parent: cells[6] as string | null, isStarred: cells[7] === 'true', cells: cells.slice(8),
});

export interface TableProps {
  query: { q: string; experiment: string; columns: string; sort: string; nested: string };
  revision: number;
  /** Without it rows are not selected. */
  selected?: Set<string>;
  showExperiment: boolean;
  /** Rows that are shown at most. Default: all. */
  most?: number;
  /** Where the rows come from. */
  from?: typeof api.rows;
  /** Whether the page of a run is to be had. */
  isThere?: (id: string) => boolean;
  onSelect?: (ids: string[], on: boolean) => void;
  /** Stars a run, or takes its star back; absent where nothing may be changed. */
  onStar?: (id: string, on: boolean) => void;
  onSort: (sort: string) => void;
  onHide?: (column: string) => void;
  onLoaded: (rows: Rows) => void;
  onError: (problem: Problem | null) => void;
}

/** Pages of rows as they are needed; those of an earlier state stay in view until the new ones are there. */
function usePages(props: TableProps, first: number, last: number): { total: number | null; isWaiting: boolean; columns: string[]; loaded: number; at: (i: number) => Row | undefined } {
  const key = JSON.stringify(props.query);
  const state = useRef<{ key: string; failed: string; total: number | null; columns: string[]; pages: Map<number, { revision: number; rows: Row[] }>; asking: Set<string> }>({ key: '', failed: '', total: null, columns: [], pages: new Map(), asking: new Set() });
  const [loaded, draw] = useState(0);
  const latest = useRef({ key, revision: props.revision });
  latest.current = { key, revision: props.revision };
  useEffect(() => {
    const s = state.current;
    for (let p = Math.floor(first / page); p <= Math.floor(Math.max(first, last) / page); p++) {
      const known = s.key === key ? s.pages.get(p) : undefined;
      const ask = `${key}|${p}|${props.revision}`;
      if (known?.revision === props.revision || s.asking.has(ask) || (p > 0 && s.key === key && s.total !== null && p * page >= s.total)) continue;
      s.asking.add(ask);
      const revision = props.revision;
      (props.from ?? api.rows)({ ...props.query, from: p * page, limit: page }).then(
        (rows) => {
          s.asking.delete(ask);
          if (latest.current.key !== key) return;
          if (s.key !== key) {
            s.pages.clear();
            s.key = key;
          }
          s.total = Math.min(rows.total, props.most ?? Infinity);
          s.columns = rows.columns;
          s.pages.set(p, { revision, rows: rows.rows.map(rowOf) });
          props.onError(null);
          props.onLoaded(rows);
          draw((d) => d + 1);
        },
        (problem: Problem) => {
          s.asking.delete(ask);
          if (latest.current.key !== key) return;
          s.failed = key;
          props.onError(problem);
          draw((d) => d + 1);
        },
      );
    }
  }, [key, props.revision, first, last]);
  const s = state.current;
  return { total: s.total, isWaiting: s.total === null && s.failed !== key, columns: s.columns, loaded, at: (i) => s.pages.get(Math.floor(i / page))?.rows[i % page] };
}

/** Numbers begin with the greatest, texts with the first; the third click takes the order away. */
export function nextSort(sort: string, field: string, isNumber: boolean): string {
  const orders = isNumber ? [`${field} DESC`, field, ''] : [field, `${field} DESC`, ''];
  return orders[orders.indexOf(sort) >= 0 && sort ? orders.indexOf(sort) + 1 : 0]!;
}

const widthOf = (column: string, sample: Cell[]): number => {
  const { name, note } = heading(column);
  const words = Math.max(name.length * 7.4, note.length * 6.2) + 34;
  const widest = Math.max(0, ...sample.map((c) => cellText(c).length)) * 7.6 + 26;
  return Math.round(Math.max(72, Math.min(220, Math.max(words, widest))));
};

export function RunTable(props: TableProps): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, isNarrow: false });
  const [active, setActive] = useState(0);
  const anchor = useRef(0);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - 4);
  const last = Math.ceil((view.top + view.height) / rowHeight) + 4;
  const { total, isWaiting: isFirst, columns, loaded, at } = usePages(props, first, last);
  const count = total ?? 0;
  const [sortField, descending] = /^(.*?)( DESC)?$/.exec(props.query.sort)!.slice(1) as [string, string | undefined];

  useLayoutEffect(() => {
    const element = scroller.current!;
    // Drawn once a frame at most, and only when other rows come into view.
    let frame = 0;
    const measure = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const [top, height, isNarrow] = [Math.floor(element.scrollTop / rowHeight) * rowHeight, element.clientHeight, element.clientWidth < 560];
        setView((v) => (v.top === top && v.height === height && v.isNarrow === isNarrow ? v : { top, height, isNarrow }));
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  useEffect(() => {
    scroller.current!.scrollTop = 0;
    setActive(0);
  }, [props.query.q, props.query.experiment, props.query.sort, props.most]);

  const sampleKey = columns.join('\n') + (at(0)?.id ?? '');
  const widths = useMemo(() => columns.map((c, i) => widthOf(c, Array.from({ length: 40 }, (_, r) => at(r)?.cells[i] ?? null))), [sampleKey]);
  const numeric = useMemo(() => columns.map((_, i) => Array.from({ length: 40 }, (_v, r) => at(r)?.cells[i] ?? null).filter((c) => c !== null).every(isNumeric)), [sampleKey]);
  const formats = useMemo(() => columns.map((_, i) => (numeric[i] ? columnFormat(Array.from({ length: 100 }, (_v, r) => at(r)?.cells[i]).map((c) => (typeof c === 'number' ? c : null))) : null)), [sampleKey, loaded, numeric]);
  const selected = props.selected;
  const fixed = [...(selected ? [36] : []), view.isNarrow ? narrowNameWidth : nameWidth, ...(props.showExperiment ? [120] : []), 104, 84, ...widths];
  const template = `${fixed.map((w) => `${w}px`).join(' ')} minmax(0, 1fr)`;

  const move = (to: number, range: boolean): void => {
    const next = Math.max(0, Math.min(count - 1, to));
    if (range) props.onSelect?.(Array.from({ length: Math.abs(next - anchor.current) + 1 }, (_, i) => at(Math.min(next, anchor.current) + i)?.id ?? '').filter(Boolean), true);
    setActive(next);
    const element = scroller.current!;
    const y = next * rowHeight;
    const head = rowHeight + 6;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + rowHeight > element.scrollTop + element.clientHeight - head) element.scrollTop = y + rowHeight - element.clientHeight + head;
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus({ preventScroll: true }));
  };
  const keys = (event: KeyboardEvent): void => {
    if ((event.target as HTMLElement).closest('[data-row]') === null) return;
    const many = Math.max(1, Math.floor(view.height / rowHeight) - 2);
    const to = { ArrowDown: active + 1, j: active + 1, ArrowUp: active - 1, k: active - 1, PageDown: active + many, PageUp: active - many, Home: 0, End: count - 1 }[event.key];
    const row = at(active);
    if (to !== undefined) {
      event.preventDefault();
      move(to, event.shiftKey);
    } else if (event.key === 'Enter' && row) {
      event.preventDefault();
      if (props.isThere?.(row.id) !== false) go(href(`runs/${row.id}`));
    } else if ((event.key === 'x' || event.key === ' ') && row && selected) {
      event.preventDefault();
      anchor.current = active;
      props.onSelect?.([row.id], !selected.has(row.id));
    } else if (event.key === 's' && row && props.onStar) {
      event.preventDefault();
      props.onStar(row.id, !row.isStarred);
    }
  };
  const check = (index: number, row: Row, event: { currentTarget: HTMLInputElement; shiftKey: boolean }): void => {
    const on = event.currentTarget.checked;
    const [a, b] = event.shiftKey ? [Math.min(index, anchor.current), Math.max(index, anchor.current)] : [index, index];
    props.onSelect?.(event.shiftKey ? Array.from({ length: b - a + 1 }, (_, i) => at(a + i)?.id ?? '').filter(Boolean) : [row.id], on);
    anchor.current = index;
    setActive(index);
  };
  const head = (field: string, label: JSX.Element | string, numericHead = false): JSX.Element => {
    const isSorted = sortField === field;
    return (
      <div role="columnheader" class={`cell ${numericHead ? 'number' : ''}`} aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : 'none'} key={field}>
        <button type="button" class="head" title={field} onClick={() => props.onSort(nextSort(props.query.sort, field, numericHead))}>
          {label}
          {isSorted && <span class={descending ? 'arrow down' : 'arrow'}><Icon name="up" /></span>}
        </button>
        {props.onHide && columns.includes(field) && (
          <button type="button" class="bare hide" aria-label={`Hide the column ${field}`} onClick={() => props.onHide!(field)}>
            <Icon name="close" />
          </button>
        )}
      </div>
    );
  };
  const places = useRef(new Map<number, Place>());
  const [, fillMore] = useState(0);
  const latest = useRef(check);
  latest.current = check;
  const cellsOf = (i: number, row: Row, isSelected: boolean): JSX.Element => (
    <>
      {selected && (
        <div role="gridcell" class="cell tick">
          <input type="checkbox" tabIndex={-1} aria-label={`Select ${row.name}`} checked={isSelected} onClick={(e) => latest.current(i, row, e)} />
        </div>
      )}
      <div role="rowheader" class="cell name">
        <StatusMark status={row.status} short />
        {props.isThere?.(row.id) === false ? <span class="alone" title={row.name}>{row.name}</span> : <a href={href(`runs/${row.id}`)} tabIndex={-1} title={row.name}>{row.name}</a>}
        {row.isStarred && <span class="star on" title="Starred"><Icon name="star" /></span>}
        {row.parent && <span class="quiet" title="Nested in another run">↳</span>}
      </div>
      {props.showExperiment && <div role="gridcell" class="cell quiet" title={row.experiment}>{row.experiment}</div>}
      <div role="gridcell" class="cell quiet number" title={isTime(row.start) ? time(row.start.t) : ''}>{isTime(row.start) ? when(row.start.t) : ''}</div>
      <div role="gridcell" class="cell number">{row.duration && typeof row.duration === 'object' && 'd' in row.duration ? duration(row.duration.d) : ''}</div>
      {row.cells.map((c, k) => {
        const format = formats[k];
        const text = format && typeof c === 'number' ? format(c) : cellText(c);
        return <div role="gridcell" key={k} class={`cell ${numeric[k] ? 'number' : ''}`} title={typeof c === 'number' ? String(c) : text.length > 14 ? text : undefined}>{text || <span class="none">–</span>}</div>;
      })}
    </>
  );
  // The elements of rows that leave the view are taken for those that come into it: scrolling makes none anew.
  const pool = Math.ceil(view.height / rowHeight) + 12;
  const end = Math.min(last, count);
  const top = Math.max(first, Math.min(end, Math.floor(view.top / rowHeight)));
  let left = rowsOfFrame;
  let isWaiting = false;
  const show = (i: number): JSX.Element => {
    const row = at(i);
    const isSelected = row !== undefined && selected?.has(row.id) === true;
    const key = [i, isSelected, props.showExperiment, formats, numeric];
    let place = places.current.get(i % pool);
    const isFresh = (): boolean => place?.row === row && !!place?.key.every((k, n) => k === key[n]);
    const isChosen = place?.row === row && place?.key[0] === i && place?.key[1] !== isSelected;
    if (row && !isFresh() && (left > 0 || isChosen)) {
      if (!isChosen) left--;
      places.current.set(i % pool, (place = { row, key, cells: cellsOf(i, row, isSelected) }));
    }
    isWaiting ||= row !== undefined && !isFresh();
    // What a run looked like a moment ago is shown until it is drawn anew; another run never is.
    const isFilled = row !== undefined && place?.row.id === row.id && place.key[0] === i;
    return (
      <div role="row" key={i % pool} data-row={i} aria-rowindex={i + 2} aria-selected={selected && isSelected} aria-busy={isFilled ? undefined : true} tabIndex={i === active ? 0 : -1} class={`tr ${isSelected ? 'selected' : ''} ${isFilled ? '' : 'waiting'}`} style={{ transform: `translateY(${i * rowHeight}px)` }} onFocus={() => setActive(i)}>
        {place?.cells}
      </div>
    );
  };
  // Those in view come first.
  const inView = Array.from({ length: end - top }, (_, n) => show(top + n));
  const rows = [...Array.from({ length: top - first }, (_, n) => show(first + n)), ...inView];
  // At once, so that rows which scrolling has filled in this frame are not followed by more in the same one.
  useLayoutEffect(() => {
    if (!isWaiting) return;
    const frame = requestAnimationFrame(() => fillMore((n) => n + 1));
    return () => cancelAnimationFrame(frame);
  });
  return (
    <div class={`grid ${selected ? '' : 'unticked'}`} role="grid" aria-label="Runs" aria-rowcount={count + 1} aria-colcount={columns.length + 4} aria-multiselectable={selected && 'true'} ref={scroller} onKeyDown={keys} style={{ '--columns': template, '--least': `${fixed.reduce((a, w) => a + w, 0)}px` }}>
      <div class="thead" role="row" aria-rowindex={1}>
        {selected && <div role="columnheader" class="cell tick"><span class="hidden">Select</span></div>}
        <div role="columnheader" class="cell name" aria-sort={sortField === 'run_name' ? (descending ? 'descending' : 'ascending') : 'none'}>
          <button type="button" class="head" onClick={() => props.onSort(nextSort(props.query.sort, 'run_name', false))}>Run{sortField === 'run_name' && <span class={descending ? 'arrow down' : 'arrow'}><Icon name="up" /></span>}</button>
        </div>
        {props.showExperiment && head('experiment', 'Experiment')}
        {head('start_time', 'Started', true)}
        {head('duration', 'Duration', true)}
        {columns.map((c, i) => {
          const { name, note } = heading(c);
          return head(c, <span class="title"><span>{name}</span>{note && <small>{note}</small>}</span>, numeric[i]);
        })}
      </div>
      {isFirst && <Loading what="runs" />}
      <div class="tbody" role="rowgroup" style={{ height: `${count * rowHeight}px` }}>{rows}</div>
    </div>
  );
}
