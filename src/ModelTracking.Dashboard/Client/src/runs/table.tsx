// The table of runs: any number of rows and columns, of which only those in view are drawn and asked for.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api, type Problem } from '../api';
import { Loading } from '../parts/basics';
import type { Place as Spot } from '../parts/floating';
import { go, href } from '../url';
import type { Rows } from '../types';
import type { Baseline } from './baseline';
import { cellsOf, type Look } from './cells';
import { ColumnMenu, type ColumnState } from './columnmenu';
import { Head } from './head';
import { clampWidth, deltaWidth, layoutOf, moved, type Layout, type TableColumn } from './layout';
import { usePages, type Row } from './pages';
import { RowMenu } from './rowmenu';
import { mostKeys, nextSort, saidSort } from './sorting';
import { useSparklines } from './sparklines';

const rowHeight = 33;

/** Rows that are filled in one frame; what is beyond comes with the next ones, so that a long scroll never holds up the page. */
const rowsOfFrame = 6;

/** With more columns than these only those in view are drawn, and some beyond the edges. */
const allDrawn = 40;
const beyond = 400;

/** What a place on the screen shows: the same elements again as long as that is the same. */
interface Place {
  row: Row;
  key: unknown[];
  cells: JSX.Element;
}

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
  /** How the columns stand; absent where they stay as they come. */
  state?: ColumnState;
  onState?: (change: Partial<ColumnState>) => void;
  /** Leaves out columns in which all runs have the same. */
  hidesConstant?: boolean;
  baseline?: Baseline | null;
  onBaseline?: (id: string | null) => void;
  onSelect?: (ids: string[], on: boolean) => void;
  /** Stars a run, or takes its star back; absent where nothing may be changed. */
  onStar?: (id: string, on: boolean) => void;
  onSort: (sort: string) => void;
  onLoaded: (rows: Rows) => void;
  onError: (problem: Problem | null) => void;
}

const none: string[] = [];
const noWidths = new Map<string, number>();
const placeOf = (element: Element): Spot => element.getBoundingClientRect();

type Menu = { at: Spot; column: TableColumn } | { at: Spot; row: Row };

/** Columns from, and up to, which are near the window on the table. */
function rangeOf(layout: Layout, left: number, width: number): [number, number] {
  if (layout.columns.length <= allDrawn) return [0, layout.columns.length];
  const from = layout.columns.findIndex((c) => c.x + c.width > left - beyond);
  const to = layout.columns.findIndex((c) => c.x > left + width + beyond);
  return [Math.max(0, from), to < 0 ? layout.columns.length : to];
}

export function RunTable(props: TableProps): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, left: 0, width: 1000 });
  const [active, setActive] = useState(0);
  const anchor = useRef(0);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - 4);
  const last = Math.ceil((view.top + view.height) / rowHeight) + 4;
  const { total, isWaiting: isFirst, columns, constant, at } = usePages({ ...props, query: props.hidesConstant ? { ...props.query, constant: '1' } : props.query }, first, last);
  const count = total ?? 0;
  const [dragged, setDragged] = useState<Map<string, number> | null>(null);
  const [menu, setMenu] = useState<Menu | null>(null);
  const [said, setSaid] = useState('');

  useLayoutEffect(() => {
    const element = scroller.current!;
    // Drawn once a frame at most, and only when other rows come into view.
    let frame = 0;
    const measure = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const [top, height, left, width] = [Math.floor(element.scrollTop / rowHeight) * rowHeight, element.clientHeight, Math.floor(element.scrollLeft / 200) * 200, element.clientWidth];
        setView((v) => (v.top === top && v.height === height && v.left === left && v.width === width ? v : { top, height, left, width }));
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

  const { state, baseline = null, selected } = props;
  const widths = dragged ?? state?.widths ?? noWidths;
  const hidden = props.hidesConstant && count > 1 ? constant : none;
  const layout = useMemo(() => layoutOf({
    columns, pins: state?.pins ?? none, curves: state?.curves ?? none, hidden, widths, showExperiment: props.showExperiment, isTicked: selected !== undefined,
    isNarrow: view.width < 560, room: view.width, hasBaseline: baseline !== null, sample: (cell) => Array.from({ length: 100 }, (_, r) => at(r)?.cells[cell] ?? null),
  }), [columns.join('\n'), at(0), state?.pins.join('\n'), state?.curves.join('\n'), hidden.join('\n'), widths, props.showExperiment, selected !== undefined, view.width, baseline !== null]);
  const range = rangeOf(layout, view.left, view.width);
  const look = useMemo((): Look => ({ layout, range, baseline, isThere: props.isThere, onMenu: props.onBaseline && ((row, button) => setMenu({ at: placeOf(button), row })) }), [layout, ...range, baseline]);
  const inSight = state && state.curves.length > 0 ? Array.from({ length: Math.max(0, Math.min(last, count) - first) }, (_, i) => at(first + i)).filter((r) => r !== undefined) : [];
  useSparklines(inSight, state?.curves ?? none, props.revision);

  const sortBy = (field: string, isNumber: boolean, adds: boolean): void => {
    const next = nextSort(props.query.sort, field, isNumber, adds);
    setSaid(next === null ? `At most ${mostKeys} sort keys. Take one out first: click its heading with Shift until its arrow is gone.` : saidSort(next));
    if (next !== null) props.onSort(next);
  };
  const put = (field: string, target: string | null): void => {
    const next = moved(state!.columns, state!.pins, field, target);
    props.onState!(next);
    setSaid(`${field} moved.`);
  };
  const shift = (field: string, by: number): void => {
    const fields = layout.columns.filter((c) => c.kind === 'value').map((c) => c.field);
    const to = fields.indexOf(field) + by;
    if (to < 0 || to >= fields.length) return;
    put(field, by < 0 ? fields[to]! : (fields[to + 1] ?? null));
  };
  const resize = (id: string, width: number | null, isDone: boolean): void => {
    const next = new Map(widths);
    next.delete(id);
    const extra = layout.columns.some((c) => c.id === id && c.hasDelta) ? deltaWidth : 0;
    if (width !== null) next.set(id, clampWidth(width - extra));
    setDragged(isDone ? null : next);
    if (isDone) props.onState!({ widths: next });
  };

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
    } else if (event.key === 'b' && row && props.onBaseline) {
      event.preventDefault();
      props.onBaseline(baseline?.id === row.id ? null : row.id);
    } else if (event.key === 'o' && row && props.onBaseline) {
      event.preventDefault();
      setMenu({ at: placeOf((event.target as HTMLElement).querySelector('.name') ?? (event.target as HTMLElement)), row });
    }
  };
  const check = (index: number, row: Row, event: { currentTarget: HTMLInputElement; shiftKey: boolean }): void => {
    const on = event.currentTarget.checked;
    const [a, b] = event.shiftKey ? [Math.min(index, anchor.current), Math.max(index, anchor.current)] : [index, index];
    props.onSelect?.(event.shiftKey ? Array.from({ length: b - a + 1 }, (_, i) => at(a + i)?.id ?? '').filter(Boolean) : [row.id], on);
    anchor.current = index;
    setActive(index);
  };
  const places = useRef(new Map<number, Place>());
  const [, fillMore] = useState(0);
  const latest = useRef(check);
  latest.current = check;
  const filled = (i: number, row: Row, isSelected: boolean): JSX.Element => (
    <>
      {selected && (
        <div role="gridcell" class="cell tick">
          <input type="checkbox" tabIndex={-1} aria-label={`Select ${row.name}`} checked={isSelected} onClick={(e) => latest.current(i, row, e)} />
        </div>
      )}
      {cellsOf(row, look)}
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
    const key = [i, isSelected, look];
    let place = places.current.get(i % pool);
    const isFresh = (): boolean => place?.row === row && !!place?.key.every((k, n) => k === key[n]);
    const isChosen = place?.row === row && place?.key[0] === i && place?.key[1] !== isSelected;
    if (row && !isFresh() && (left > 0 || isChosen)) {
      if (!isChosen) left--;
      places.current.set(i % pool, (place = { row, key, cells: filled(i, row, isSelected) }));
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
  const isMine = (column: TableColumn): boolean => column.kind === 'value' && state?.columns.includes(column.field) === true;
  const nameColumn: TableColumn = { kind: 'experiment', field: 'run_name', id: 'run_name', cell: -1, width: layout.name, isNumber: false, isPinned: false, stuck: null, x: 0, hasDelta: false, format: null };
  const close = (): void => setMenu(null);
  const [latestHead, headNow] = [useRef({ sortBy, put, resize }), { sortBy, put, resize }];
  latestHead.current = headNow;
  const head = useMemo(() => (
    <Head layout={layout} sort={props.query.sort} isTicked={selected !== undefined} isMovable={isMine} grid={() => scroller.current!} onSort={(...a) => latestHead.current.sortBy(...a)}
      {...(state ? { onMenu: (column: TableColumn | null, button: HTMLElement) => setMenu({ at: placeOf(button), column: column ?? nameColumn }), onWidth: (...a: Parameters<typeof resize>) => latestHead.current.resize(...a), onMove: (field: string, target: string | null) => latestHead.current.put(field, target) } : {})} />
  ), [layout, props.query.sort, selected !== undefined, state?.columns.join('\n')]);
  return (
    <>
      <div class={`grid ${selected ? '' : 'unticked'}`} role="grid" aria-label="Runs" aria-rowcount={count + 1} aria-colcount={layout.columns.length + 2} aria-multiselectable={selected && 'true'} ref={scroller} onKeyDown={keys} style={{ '--columns': layout.template, '--least': `${layout.least}px` }}>
        {head}
        {isFirst && <Loading what="runs" />}
        <div class="tbody" role="rowgroup" style={{ height: `${count * rowHeight}px` }}>{rows}</div>
      </div>
      <p class={`said ${said.startsWith('At most') ? '' : 'hidden'}`} role="status">{said}</p>
      {menu && 'column' in menu && state && <ColumnMenu at={menu.at} column={layout.columns.find((c) => c.id === menu.column.id) ?? menu.column} layout={layout} state={state} isChosen={isMine(menu.column)} onChange={(c) => props.onState!(c)} onMove={shift} onClose={close} />}
      {menu && 'row' in menu && props.onBaseline && <RowMenu at={menu.at} row={menu.row} isSelected={selected?.has(menu.row.id) === true} isBaseline={baseline?.id === menu.row.id} onSelect={props.onSelect && ((on) => props.onSelect!([menu.row.id], on))} onStar={props.onStar && ((on) => props.onStar!(menu.row.id, on))} onBaseline={props.onBaseline} onClose={close} />}
    </>
  );
}
