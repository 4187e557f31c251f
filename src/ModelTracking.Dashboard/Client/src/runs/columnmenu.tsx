import type { JSX } from 'preact';
import { aggregateOf, withAggregate } from '../format';
import { Icon } from '../parts/basics';
import { Floating, type Place } from '../parts/floating';
import { clampWidth, deltaWidth, type Layout, type TableColumn } from './layout';
import { mostKeys, parseSort, sortText, spoken } from './sorting';
import { mostCurves } from './sparklines';

/** The values of a metric that a column can show, as the query language calls them. */
export const aggregates: [string, string][] = [['', 'last'], ['best', 'best'], ['min', 'min'], ['max', 'max'], ['first', 'first'], ['avg', 'mean']];

/** What somebody wants of the columns, besides what rows there are. */
export interface ColumnState {
  columns: string[];
  pins: string[];
  curves: string[];
  widths: Map<string, number>;
  sort: string;
}

export interface ColumnMenuProps {
  at: Place;
  column: TableColumn;
  layout: Layout;
  state: ColumnState;
  /** Whether it is one of those that were chosen: what a query selects itself stays where it is. */
  isChosen: boolean;
  onChange: (change: Partial<ColumnState>) => void;
  onMove: (field: string, by: number) => void;
  onClose: () => void;
}

/** Another of a metric's values in a column; the order and the place beside the name follow it. */
export function showAs(state: ColumnState, field: string, fn: string): Partial<ColumnState> {
  const to = withAggregate(aggregateOf(field).field, fn);
  const put = (list: string[]): string[] => list.map((x) => (x === field ? to : x)).filter((x, i, all) => all.indexOf(x) === i);
  return { columns: put(state.columns), pins: put(state.pins), sort: sortText(parseSort(state.sort).map((k) => (k.field === field ? { ...k, field: to } : k))) };
}

export function ColumnMenu({ at, column, layout, state, isChosen, onChange, onMove, onClose }: ColumnMenuProps): JSX.Element {
  const { field, id, kind } = column;
  const metric = aggregateOf(field);
  const isMetric = field.startsWith('metrics.') || metric.fn !== '';
  const keys = parseSort(state.sort);
  const at_ = keys.findIndex((k) => k.field === field);
  const done = (change: Partial<ColumnState>): void => {
    onClose();
    onChange(change);
  };
  const item = (label: string, icon: string, work: (() => void) | null, pressed?: boolean): JSX.Element => (
    <button type="button" class={icon === 'down' ? 'item turned' : 'item'} aria-pressed={pressed} aria-disabled={work ? undefined : true} onClick={work ?? undefined}><Icon name={icon === 'down' ? 'up' : icon} />{label}</button>
  );
  const sortOnly = (isDescending: boolean): void => done({ sort: sortText([{ field, isDescending }]) });
  const sortToo = (isDescending: boolean): void => done({ sort: sortText(at_ >= 0 ? keys.map((k, i) => (i === at_ ? { field, isDescending } : k)) : [...keys, { field, isDescending }]) });
  const width = (to: number | null): void => {
    const widths = new Map(state.widths);
    widths.delete(id);
    if (to !== null) widths.set(id, clampWidth(to));
    onChange({ widths });
  };
  const now = state.widths.get(id) ?? column.width - (column.hasDelta ? deltaWidth : 0);
  const isPinned = state.pins.includes(field);
  const isCurve = state.curves.includes(metric.field);
  const withoutCurve = (): void => done({ curves: state.curves.filter((c) => c !== metric.field) });
  return (
    <Floating at={at} label={`Column ${spoken(field)}`} onClose={onClose}>
      <div class="picker columnmenu">
        {kind === 'curve' ? item('Take the curve out', 'close', withoutCurve) : (
          <>
            {isMetric && isChosen && (
              <span class="segmented values" role="group" aria-label="Which value is shown">
                {aggregates.map(([fn, label]) => <button type="button" key={fn} aria-pressed={metric.fn === fn || (fn === '' && metric.fn === 'last')} onClick={() => done(showAs(state, field, fn))}>{label}</button>)}
              </span>
            )}
            {item('Greatest first', 'down', () => sortOnly(true), keys.length === 1 && at_ === 0 && keys[0]!.isDescending)}
            {item('Least first', 'up', () => sortOnly(false), keys.length === 1 && at_ === 0 && !keys[0]!.isDescending)}
            {keys.length > 0 && !(keys.length === 1 && at_ === 0) && (
              at_ < 0 && keys.length >= mostKeys ? <p class="quiet pad">{`Sorted by ${mostKeys} values already, which is as many as there can be.`}</p> : (
                <>
                  {item(at_ >= 0 ? `As key ${at_ + 1}, greatest first` : 'Then by this, greatest first', 'down', () => sortToo(true), at_ >= 0 && keys[at_]!.isDescending)}
                  {item(at_ >= 0 ? `As key ${at_ + 1}, least first` : 'Then by this, least first', 'up', () => sortToo(false), at_ >= 0 && !keys[at_]!.isDescending)}
                </>
              )
            )}
            {at_ >= 0 && item('Do not sort by this', 'close', () => done({ sort: sortText(keys.filter((_, i) => i !== at_)) }))}
            {isChosen && item(isPinned ? 'No longer beside the name' : 'Keep beside the name', 'pin', () => done({ pins: isPinned ? state.pins.filter((p) => p !== field) : [...state.pins, field] }), isPinned)}
            {isMetric && (isCurve ? item('Take the curve out', 'curve', withoutCurve) : item(state.curves.length < mostCurves ? 'Show its curve' : `At most ${mostCurves} curves`, 'curve', state.curves.length < mostCurves ? () => done({ curves: [...state.curves, metric.field] }) : null))}
          </>
        )}
        <div class="row pad">
          {isChosen && kind === 'value' && <button type="button" onClick={() => onMove(field, -1)} aria-label="Move to the left">←</button>}
          {isChosen && kind === 'value' && <button type="button" onClick={() => onMove(field, 1)} aria-label="Move to the right">→</button>}
          <span class="push quiet">Width</span>
          <button type="button" aria-label="Narrower" onClick={() => width(now - 24)}>−</button>
          <button type="button" aria-label="Wider" onClick={() => width(now + 24)}>+</button>
          <button type="button" onClick={() => width(null)}>Fit</button>
        </div>
        {isChosen && kind === 'value' && item('Hide', 'close', () => done({ columns: state.columns.filter((c) => c !== field), pins: state.pins.filter((c) => c !== field) }))}
        {layout.columns.length > 60 && <p class="quiet pad">{`${layout.columns.length} columns`}</p>}
      </div>
    </Floating>
  );
}
