import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { heading, withAggregate, aggregateOf } from '../format';
import { Icon } from '../parts/basics';
import { Popover } from '../parts/menu';
import { fields } from '../store';

const attributes = ['user', 'end_time', 'last_activity', 'description', 'error', 'run_id', 'forked_from', 'datasets.name'];
export const kindOf = (field: string): string => (/^\w+\(/.test(field) ? 'metrics' : field.includes('.') ? field.slice(0, field.indexOf('.')) : 'run');

/** Chooses which columns are shown. */
export function ColumnPicker({ shown, isAutomatic, onChange }: { shown: string[]; isAutomatic: boolean; onChange: (columns: string[] | null) => void }): JSX.Element {
  const [find, setFind] = useState('');
  const all = [...fields.value, ...attributes];
  const matching = all.filter((f) => f.toLowerCase().includes(find.toLowerCase()));
  const kinds = ['metrics', 'params', 'tags', 'run', 'datasets', 'git', 'env', 'model'];
  const plain = shown.map((s) => aggregateOf(s).field);
  const toggle = (field: string): void => onChange(plain.includes(field) ? shown.filter((s) => aggregateOf(s).field !== field) : [...shown, field]);
  return (
    <Popover label={<><Icon name="columns" /> Columns</>} title="Choose columns" side="right">
      {() => (
        <div class="picker">
          <input type="search" placeholder="Find a column" aria-label="Find a column" value={find} onInput={(e) => setFind(e.currentTarget.value)} />
          <div class="list">
            {shown.length > 0 && find === '' && <Chosen shown={shown} onChange={onChange} />}
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
          <div class="row between">
            <button type="button" class="link" disabled={isAutomatic} onClick={() => onChange(null)}>Choose for me</button>
            <button type="button" class="link" disabled={shown.length === 0} onClick={() => onChange([])}>None</button>
          </div>
        </div>
      )}
    </Popover>
  );
}

const aggregates: [string, string][] = [['', 'last'], ['best', 'best'], ['min', 'min'], ['max', 'max'], ['first', 'first'], ['avg', 'mean'], ['std', 'deviation']];

/** The columns that are shown, in their order: each can be moved and taken out, and a metric shown by another of its values. */
function Chosen({ shown, onChange }: { shown: string[]; onChange: (columns: string[]) => void }): JSX.Element {
  const swap = (a: number, b: number): void => onChange(shown.map((s, i) => (i === a ? shown[b]! : i === b ? shown[a]! : s)));
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
                <select aria-label={`Which value of ${name}`} value={fn} onChange={(e) => onChange(shown.map((x, k) => (k === i ? withAggregate(field, e.currentTarget.value) : x)).filter((x, k, all) => all.indexOf(x) === k))}>
                  {aggregates.map(([id, label]) => <option key={id} value={id}>{label}</option>)}
                  {!aggregates.some(([id]) => id === fn) && <option value={fn}>{fn}</option>}
                </select>
              )}
              <button type="button" class="bare" aria-label={`Move ${name} to the left`} title="To the left" aria-disabled={i === 0} onClick={() => i > 0 && swap(i, i - 1)}><Icon name="up" /></button>
              <button type="button" class="bare turned" aria-label={`Move ${name} to the right`} title="To the right" aria-disabled={i === shown.length - 1} onClick={() => i < shown.length - 1 && swap(i, i + 1)}><Icon name="up" /></button>
              <button type="button" class="bare" aria-label={`Take out ${name}`} title="Take out" onClick={() => onChange(shown.filter((x) => x !== s))}><Icon name="close" /></button>
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
}
