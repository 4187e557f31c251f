import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { heading } from '../format';
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
  const toggle = (field: string): void => onChange(shown.includes(field) ? shown.filter((s) => s !== field) : [...shown, field]);
  return (
    <Popover label={<><Icon name="columns" /> Columns</>} title="Choose columns" side="right">
      {() => (
        <div class="picker">
          <input type="search" placeholder="Find a column" aria-label="Find a column" value={find} onInput={(e) => setFind(e.currentTarget.value)} />
          <div class="list">
            {kinds.map((kind) => {
              const some = matching.filter((f) => kindOf(f) === kind).slice(0, 200);
              return some.length === 0 ? null : (
                <fieldset key={kind}>
                  <legend>{kind}</legend>
                  {some.map((f) => {
                    const { name, note } = heading(f);
                    return (
                      <label key={f} title={f}>
                        <input type="checkbox" checked={shown.includes(f)} onChange={() => toggle(f)} />
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
