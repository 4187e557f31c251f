import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { heading } from '../format';
import { Icon } from '../parts/basics';
import { drag } from './dragging';
import { clampWidth, deltaWidth, type Layout, type TableColumn } from './layout';
import { parseSort, spoken, type SortKey } from './sorting';

export interface HeadProps {
  layout: Layout;
  sort: string;
  isTicked: boolean;
  onSort: (field: string, isNumber: boolean, adds: boolean) => void;
  /** Absent where columns stay as they are. */
  onMenu?: (column: TableColumn | null, button: HTMLElement) => void;
  /** The width of a column; null for what fits it. While it is dragged, and once at the end. */
  onWidth?: (id: string, width: number | null, isDone: boolean) => void;
  onMove?: (field: string, target: string | null) => void;
  isMovable: (column: TableColumn) => boolean;
  grid: () => HTMLElement;
}

const facts: Record<string, string> = { run_name: 'Run', experiment: 'Experiment', start_time: 'Started', duration: 'Duration' };

/** The headings: a click sorts, with Shift by one more value; they are dragged to another place, and their right edges to another width. */
export function Head(props: HeadProps): JSX.Element {
  const { layout } = props;
  const [drop, setDrop] = useState<number | null>(null);
  const keys = parseSort(props.sort);
  const move = (column: TableColumn, event: PointerEvent): void => {
    if (!props.onMove || !props.isMovable(column)) return;
    let target: string | null = column.field;
    const grid = props.grid();
    const left = grid.getBoundingClientRect().left;
    drag(event, (_, x) => {
      const place = placeOf(layout, props.isMovable, x - left, grid.scrollLeft);
      target = place.target;
      setDrop(place.x);
    }, (isMoved) => {
      setDrop(null);
      if (isMoved) props.onMove!(column.field, target);
    });
  };
  const name: TableColumn = { kind: 'value', field: 'run_name', id: 'run_name', cell: -1, width: layout.name, isNumber: false, isPinned: false, stuck: null, x: layout.tick, hasDelta: false, format: null };
  return (
    <div class="thead" role="row" aria-rowindex={1}>
      {props.isTicked && <div role="columnheader" class="cell tick"><span class="hidden">Select</span></div>}
      <HeadCell {...props} column={name} keys={keys} isName />
      {layout.columns.map((c) => <HeadCell {...props} column={c} keys={keys} key={c.id} onDrag={(e) => move(c, e)} />)}
      {drop !== null && <div class="dropmark" style={{ transform: `translateX(${drop}px)` }} />}
    </div>
  );
}

/** Before which column something stands that is let go at `x`, and where its mark is drawn. */
function placeOf(layout: Layout, isMovable: (column: TableColumn) => boolean, x: number, scroll: number): { target: string | null; x: number } {
  let end = layout.tick + layout.name;
  for (const column of layout.columns.filter(isMovable)) {
    const left = column.stuck ?? column.x - scroll;
    if (x < left + column.width / 2) return { target: column.field, x: left + scroll };
    end = left + scroll + column.width;
  }
  return { target: null, x: end };
}

interface CellProps extends HeadProps {
  column: TableColumn;
  keys: SortKey[];
  isName?: boolean;
  onDrag?: (event: PointerEvent) => void;
}

function HeadCell({ column, keys, isName, onDrag, ...props }: CellProps): JSX.Element {
  const { field, id, kind, isNumber } = column;
  const at = kind === 'curve' ? -1 : keys.findIndex((k) => k.field === field);
  const key = keys[at];
  const { name, note } = heading(field);
  const sort = (adds: boolean): void => props.onSort(field, isNumber, adds);
  const way = key?.isDescending ? 'descending' : 'ascending';
  const small = kind === 'curve' ? ['curve', note].filter(Boolean).join(' · ') : note;
  const title = facts[field] ?? <span class="title"><span>{name}</span>{small && <small>{small}</small>}</span>;
  const resize = (event: PointerEvent): void => {
    event.stopPropagation();
    let width = column.width;
    drag(event, (by) => props.onWidth!(id, (width = clampWidth(column.width + by)), false), (isMoved) => isMoved && props.onWidth!(id, width, true));
  };
  return (
    <div role="columnheader" class={`cell ${isName ? 'name' : ''} ${isNumber ? 'number' : ''} ${column.stuck !== null ? 'stuck' : ''}`} data-column={id} aria-sort={at === 0 ? way : kind === 'curve' ? undefined : 'none'} style={{ left: column.stuck !== null ? `${column.stuck}px` : undefined, paddingRight: column.hasDelta ? `${deltaWidth}px` : undefined }} onPointerDown={onDrag}>
      {kind === 'curve' ? <span class="head">{title}</span> : (
        <button type="button" class="head" title={props.onMenu ? `${field}\nShift and click: sort by this as well` : field} onClick={(e) => sort(e.shiftKey)} onKeyDown={(e) => { if (e.key === 'Enter' && e.shiftKey) { e.preventDefault(); sort(true); } }}>
          {title}
          {key && <span class="order"><span class={key.isDescending ? 'arrow down' : 'arrow'}><Icon name="up" /></span>{keys.length > 1 && <b aria-hidden="true">{at + 1}</b>}<span class="hidden">{keys.length > 1 ? `, ${way}, sort key ${at + 1} of ${keys.length}` : `, ${way}`}</span></span>}
        </button>
      )}
      {props.onMenu && (
        <button type="button" class="bare more" aria-label={`Column ${spoken(field)}${kind === 'curve' ? ', curve' : ''}`} title="What to do with this column" aria-haspopup="dialog" onPointerDown={(e) => e.stopPropagation()} onClick={(e) => props.onMenu!(isName ? null : column, e.currentTarget)}>
          <Icon name="more" />
        </button>
      )}
      {props.onWidth && <span class="grip" aria-hidden="true" onPointerDown={resize} onDblClick={() => props.onWidth!(id, null, true)} />}
    </div>
  );
}
