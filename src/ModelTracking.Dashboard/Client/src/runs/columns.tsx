import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { heading, aggregateOf } from '../format';
import { Icon } from '../parts/basics';
import { Popover } from '../parts/menu';
import { fields } from '../store';
import { aggregates, showAs, type ColumnState } from './columnmenu';

const attributes = ['user', 'end_time', 'last_activity', 'description', 'error', 'run_id', 'forked_from', 'datasets.name'];
export const kindOf = (field: string): string => (/^\w+\(/.test(field) ? 'metrics' : field.includes('.') ? field.slice(0, field.indexOf('.')) : 'run');

interface PickerProps {
  state: ColumnState;
  isAutomatic: boolean;
  hidesConstant: boolean;
  onHideConstant: (on: boolean) => void;
  /** Null: as the page would choose. */
  onChange: (change: Partial<ColumnState> | null) => void;
}

/** Chooses which columns are shown. */
export function ColumnPicker({ state, isAutomatic, hidesConstant, onHideConstant, onChange }: PickerProps): JSX.Element {
  const shown = state.columns;
  const [find, setFind] = useState('');
  const all = [...fields.value, ...attributes];
  const matching = all.filter((f) => f.toLowerCase().includes(find.toLowerCase()));
  const kinds = ['metrics', 'params', 'tags', 'run', 'datasets', 'git', 'env', 'model'];
  const plain = shown.map((s) => aggregateOf(s).field);
  const toggle = (field: string): void => onChange(plain.includes(field) ? { columns: shown.filter((s) => aggregateOf(s).field !== field), pins: state.pins.filter((s) => aggregateOf(s).field !== field) } : { columns: [...shown, field] });
  return (
    <Popover label={<><Icon name="columns" /> Columns</>} title="Choose columns" side="right">
      {() => (
        <div class="picker">
          <input type="search" placeholder="Find a column" aria-label="Find a column" value={find} onInput={(e) => setFind(e.currentTarget.value)} />
          <div class="list">
            {shown.length > 0 && find === '' && <Chosen state={state} onChange={onChange} />}
            {kinds.map((kind) => {
              const some = matching.filter((f) => kindOf(f) === kind).slice(0, 200);
              return some.length === 0 ? null : (
                <fieldset key={kind}>
                  <legend>{kind}</legend>
                  {some.map((f) => {
                    const { name, note } = heading(f);
                    return (
                      <label key={f} title={f}>
                        <input type="checkbox" checked={plain.includes(f)} onChange={() => toggle(f)} />
                        <span>{name}</span>
                        <span class="quiet">{note}</span>
                      </label>
                    );
                  })}
                </fieldset>
              );
            })}
            {matching.length === 0 && <p class="quiet">No column has that in its name.</p>}
          </div>
          <label class="constant"><input type="checkbox" checked={hidesConstant} onChange={(e) => onHideConstant(e.currentTarget.checked)} /><span>Hide what is equal in all runs</span></label>
          <div class="row between">
            <button type="button" class="link" disabled={isAutomatic} onClick={() => onChange(null)}>Choose for me</button>
            <button type="button" class="link" disabled={shown.length === 0} onClick={() => onChange({ columns: [], pins: [] })}>None</button>
          </div>
        </div>
      )}
    </Popover>
  );
}

/** The columns that are shown, in their order: each can be moved, kept beside the name and taken out, and a metric shown by another of its values. */
function Chosen({ state, onChange }: { state: ColumnState; onChange: (change: Partial<ColumnState>) => void }): JSX.Element {
  const { columns: shown, pins } = state;
  const swap = (a: number, b: number): void => {
    const columns = shown.map((s, i) => (i === a ? shown[b]! : i === b ? shown[a]! : s));
    onChange({ columns, pins: columns.filter((c) => pins.includes(c)) });
  };
  // Those beside the name move among themselves, as do the others.
  const mayMove = (a: number, b: number): boolean => b >= 0 && b < shown.length && pins.includes(shown[a]!) === pins.includes(shown[b]!);
  return (
    <fieldset class="order">
      <legend>Shown, from left to right</legend>
      <ol>
        {shown.map((s, i) => {
          const { field, fn } = aggregateOf(s);
          const { name, note } = heading(field);
          return (
            <li key={s}>
              <span class="name" title={s}>{name} <span class="quiet">{note}</span></span>
              {field.startsWith('metrics.') && (
                <select aria-label={`Which value of ${name}`} value={fn} onChange={(e) => onChange(showAs(state, s, e.currentTarget.value))}>
                  {aggregates.map(([id, label]) => <option key={id} value={id}>{label}</option>)}
                  {!aggregates.some(([id]) => id === fn) && <option value={fn}>{fn}</option>}
                </select>
              )}
              <button type="button" class="bare" aria-label={`Move ${name} to the left`} title="To the left" aria-disabled={!mayMove(i, i - 1)} onClick={() => mayMove(i, i - 1) && swap(i, i - 1)}><Icon name="up" /></button>
              <button type="button" class="bare turned" aria-label={`Move ${name} to the right`} title="To the right" aria-disabled={!mayMove(i, i + 1)} onClick={() => mayMove(i, i + 1) && swap(i, i + 1)}><Icon name="up" /></button>
              <button type="button" class="bare pin" aria-pressed={pins.includes(s)} aria-label={`Keep ${name} beside the name`} title={pins.includes(s) ? 'No longer beside the name' : 'Keep beside the name'} onClick={() => onChange({ pins: pins.includes(s) ? pins.filter((x) => x !== s) : [...pins, s] })}><Icon name="pin" /></button>
              <button type="button" class="bare" aria-label={`Take out ${name}`} title="Take out" onClick={() => onChange({ columns: shown.filter((x) => x !== s), pins: pins.filter((x) => x !== s) })}><Icon name="close" /></button>
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
}
