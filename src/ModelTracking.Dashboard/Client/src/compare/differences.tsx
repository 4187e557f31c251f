// What differs between runs, as the core compares them: one row per fact, distances to the baseline.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Swatch } from '../charts/line';
import { count, duration, num, signed, toNumber } from '../format';
import { Empty, Icon, StatusMark } from '../parts/basics';
import { TableSave, type Taken } from '../parts/tablesave';
import { href, route, set } from '../url';
import type { ComparedValue, Comparison, ComparisonRow, Run } from '../types';

/** What a value is on screen: numbers short, all else as it is. */
export const shownValue = (v: ComparedValue): string => (v.number === undefined ? v.text : num(v.number, 6));

export function Differences({ comparison, runs }: { comparison: Comparison; runs: Run[] }): JSX.Element {
  const all = route.value.query.get('all') === '1' || runs.length < 2;
  const find = (route.value.query.get('find') ?? '').toLowerCase();
  const visible = comparison.sections
    .map((s) => ({ ...s, rows: s.rows.filter((r) => (all || r.differs) && r.name.toLowerCase().includes(find)), hidden: s.total - s.rows.length }))
    .filter((s) => s.rows.length > 0);
  const same = comparison.sections.reduce((sum, s) => sum + s.rows.filter((r) => !r.differs).length, 0);
  const at = comparison.baseline;
  const rows = (of: (v: ComparedValue | null) => string): string[][] => [['Part', 'Fact', ...runs.map((r) => r.name)], ...visible.flatMap((s) => s.rows.map((r) => [s.part, r.name, ...r.values.map(of)]))];
  const take = (): Taken => ({ exact: rows((v) => (v?.number !== undefined ? String(toNumber(v.number)) : (v?.text ?? ''))), shown: rows((v) => (v ? shownValue(v) : '')) });
  return (
    <>
      <div class="controls">
        <input type="search" placeholder="Find a fact" aria-label="Find a fact" value={route.value.query.get('find') ?? ''} onInput={(e) => set({ find: e.currentTarget.value })} />
        {runs.length > 1 && <label class="switch"><input type="checkbox" checked={!all} onChange={(e) => set({ all: e.currentTarget.checked ? null : '1' })} />Only differences</label>}
        {runs.length > 1 && !all && <span class="quiet">{`${count(same)} facts are the same`}</span>}
        <span class="push"><TableSave name="comparison" take={take} /></span>
      </div>
      {comparison.notes.length > 0 && <Notes notes={comparison.notes} />}
      {visible.length === 0 ? <Empty title="No difference"><p>{find ? 'No fact has that in its name.' : alike}</p></Empty> : <DifferenceTable sections={visible} runs={runs} at={at} onBase={(id) => set({ base: id })} isOpen={find !== ''} />}
    </>
  );
}

/** One or two are read; more are there for who wants them. */
export function Notes({ notes }: { notes: string[] }): JSX.Element {
  return (
    <div class="note">
      {notes.slice(0, 2).map((n) => <p key={n}>{n}</p>)}
      {notes.length > 2 && <details><summary>{`${notes.length - 2} more of these`}</summary>{notes.slice(2).map((n) => <p key={n}>{n}</p>)}</details>}
    </div>
  );
}

/** What is said of runs without a difference. */
export const alike = 'These runs have the same params, metrics, tags, code, data and environment.';

/** The rows of one part of a comparison that are shown, and how many more the server has. */
export interface ShownPart {
  part: string;
  rows: ComparisonRow[];
  total: number;
  hidden: number;
}

/** Facts below each other, runs side by side; `onBase` where another run can be made the baseline, `isOpen` where no part is folded at first. */
export function DifferenceTable({ sections, runs, at, onBase, isOpen }: { sections: ShownPart[]; runs: Run[]; at: number; onBase?: (id: string) => void; isOpen?: boolean }): JSX.Element {
  return (
    <div class="scroll fill" tabIndex={0} role="region" aria-label="Differences">
      <table class="plain wide diff">
        <thead>
          <tr>
            <th scope="col">Fact</th>
            {runs.map((r, i) => (
              <th scope="col" key={r.id} class={i === at ? 'base' : ''}>
                <span class="run"><Swatch index={i} /><a href={href(`runs/${r.id}`)}>{r.name}</a></span>
                <small class="row"><StatusMark status={r.status} short /><span>{duration((r.end ?? r.lastActivity) - r.start)}</span>
                  {i === at ? <span class="badge">baseline</span> : onBase && <button type="button" class="link" onClick={() => onBase(r.id)}>Make baseline</button>}
                </small>
              </th>
            ))}
          </tr>
        </thead>
        {sections.map((s) => <Part key={s.part} part={s} at={at} columns={runs.length + 1} isOpen={isOpen || s.part !== 'Artifacts' || s.rows.length <= 8} />)}
      </table>
    </div>
  );
}

/** The facts of one kind, to be folded away. */
function Part({ part, at, columns, isOpen }: { part: ShownPart; at: number; columns: number; isOpen: boolean }): JSX.Element {
  const [turned, setTurned] = useState(false);
  const open = turned ? !isOpen : isOpen;
  const [all, setAll] = useState(false);
  // What one run alone has is no difference in degree; of many such facts the others would not be seen.
  const lonely = part.rows.filter((r) => r.values.length > 1 && r.values.filter((v) => v !== null).length === 1);
  const folds = isOpen && part.part !== 'Run' && lonely.length > 8;
  const rows = folds && !all ? part.rows.filter((r) => !lonely.includes(r)) : part.rows;
  return (
    <tbody>
      <tr class="part">
        <th scope="rowgroup" colSpan={columns}>
          <button type="button" class="fold" aria-expanded={open} onClick={() => setTurned(!turned)}><Icon name={open ? 'down' : 'right'} />{part.part}<span class="count">{count(part.rows.length)}</span></button>
          {part.hidden > 0 && <span class="quiet">{` (showing ${count(part.total - part.hidden)} of ${count(part.total)} facts)`}</span>}
        </th>
      </tr>
      {open && rows.map((r) => <FactRow key={r.name} row={r} at={at} />)}
      {open && folds && <tr><td colSpan={columns}><button type="button" class="link" onClick={() => setAll(!all)}>{all ? `Hide what one run alone has` : `Show ${count(lonely.length)} more that one run alone has`}</button></td></tr>}
    </tbody>
  );
}

function FactRow({ row, at }: { row: ComparisonRow; at: number }): JSX.Element {
  const numbers = row.values.map((v) => (v?.number === undefined ? NaN : toNumber(v.number))).filter(Number.isFinite);
  const best = row.goal === 'Minimize' ? Math.min(...numbers) : row.goal === 'Maximize' ? Math.max(...numbers) : NaN;
  const base = row.values[at];
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {row.values.map((v, i) => {
        const delta = v?.delta === undefined ? NaN : toNumber(v.delta);
        const better = v?.isBetter === undefined ? '' : v.isBetter ? 'better' : 'worse';
        return (
          <td key={i} class={`${v?.number !== undefined ? 'tabular' : ''} ${i === at ? 'base' : v?.text === base?.text ? 'same' : ''}`} title={v?.text}>
            {v ? <span class={numbers.length > 1 && v.number !== undefined && toNumber(v.number) === best ? 'best' : ''}>{shownValue(v)}</span> : <span class="none">–</span>}
            {Number.isFinite(delta) && delta !== 0 && <small class={better} title={v?.relative === undefined ? undefined : `${signed(toNumber(v.relative) * 100)} %`}>{signed(delta)}{better && <span class="hidden">{` ${better}`}</span>}</small>}
          </td>
        );
      })}
    </tr>
  );
}
