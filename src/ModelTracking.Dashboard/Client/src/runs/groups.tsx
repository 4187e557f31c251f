import type { ComponentType, JSX } from 'preact';
import { api } from '../api';
import { cellText, columnFormat, count, heading, num } from '../format';
import { useLoad } from '../hooks';
import { Empty, Loading, Trouble } from '../parts/basics';
import { Later } from '../parts/later';
import { TableSave, type Taken } from '../parts/tablesave';
import { href, route, set } from '../url';
import type { Cell, Group, Groups as Data, Stat } from '../types';

/** Numbers in their order; else the largest group first, as they come. */
const sorted = (groups: Group[]): Group[] => (groups.every((g) => g.value === null || typeof g.value === 'number') ? [...groups].sort((a, b) => Number(a.value === null) - Number(b.value === null) || (a.value as number) - (b.value as number)) : groups);

const isStat = (c: Cell | Stat): c is Stat => typeof c === 'object' && c !== null && 'mean' in c;

/** Groups as a table, or their curves with the spread of their runs. */
export function Groups({ query, by, revision }: { query: Record<string, string>; by: string; revision: number }): JSX.Element {
  const isCharts = route.value.query.get('view') === 'charts';
  const { q, experiment, nested } = query;
  return (
    <>
      <div class="row pad bar-under">
        <span class="segmented" role="group" aria-label="Show groups as">
          <button type="button" aria-pressed={!isCharts} onClick={() => set({ view: null })}>Table</button>
          <button type="button" aria-pressed={isCharts} onClick={() => set({ view: 'charts' })}>Charts</button>
        </span>
        {!isCharts && <TableSave name="groups" take={() => api.groups({ ...query, by }).then((g) => taken(g, by))} />}
      </div>
      {isCharts ? <Later page={charts} scope={{ q, experiment, nested }} by={by} revision={revision} /> : <GroupTable query={query} by={by} revision={revision} />}
    </>
  );
}

/** Mean, deviation and number of runs of each value, a column each for a spreadsheet. */
function taken(data: Data, by: string): Taken {
  const name = (c: string): string => [heading(c).name, heading(c).note].filter(Boolean).join(' · ');
  const rows = sorted(data.groups);
  return {
    exact: [[by, 'runs', ...data.columns.flatMap((c) => [c, `${c} std`, `${c} n`])], ...rows.map((g) => [cellText(g.value), String(g.runs), ...g.cells.flatMap((c) => (isStat(c) ? [String(c.mean), c.std === undefined ? '' : String(c.std), String(c.n)] : [cellText(c), '', '']))])],
    shown: [[heading(by).name, 'Runs', ...data.columns.map(name)], ...rows.map((g) => [cellText(g.value), String(g.runs), ...g.cells.map((c) => (isStat(c) ? `${num(c.mean, 4)}${c.std ? ` ± ${num(c.std, 2)}` : ''}` : cellText(c)))])],
  };
}

const charts = (): Promise<ComponentType<any>> => import('./curves').then((m) => m.GroupCurves as ComponentType<any>);

/** Runs that have a value in common, as one row: mean, standard deviation and number of runs. */
export function GroupTable({ query, by, revision }: { query: Record<string, string>; by: string; revision: number }): JSX.Element {
  const { data, error, again } = useLoad(`${JSON.stringify(query)}|${by}|${revision}`, (signal) => api.groups({ ...query, by }, signal));
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="groups" />;
  if (data.groups.length === 0) return <Empty title="No run to group"><p>Change the query, or choose another value to group by.</p></Empty>;
  const formats = data.columns.map((_, k) => {
    const stats = data.groups.map((g) => g.cells[k]!).filter(isStat);
    return { mean: columnFormat(stats.map((s) => s.mean), 4), std: columnFormat(stats.map((s) => s.std), 2) };
  });
  const cell = (c: Cell | Stat, k: number): JSX.Element | string => (isStat(c) ? <>{formats[k]!.mean(c.mean)}<span class="std">{c.std ? `± ${formats[k]!.std(c.std)}` : ''}</span></> : cellText(c) || <span class="none">–</span>);
  return (
    <div class="scroll fill" tabIndex={0} role="region" aria-label="Groups of runs">
      <table class="plain wide">
        <thead>
          <tr>
            <th scope="col">{heading(by).name}</th>
            <th scope="col" class="number">Runs</th>
            {data.columns.map((c) => <th scope="col" class="number" key={c} title={c}>{heading(c).name}<small>{heading(c).note}</small></th>)}
            <th scope="col"><span class="hidden">Compare</span></th>
          </tr>
        </thead>
        <tbody>
          {sorted(data.groups).map((g, i) => (
            <tr key={i}>
              <th scope="row">{cellText(g.value) || <span class="none">none</span>}</th>
              <td class="number">{count(g.runs)}</td>
              {g.cells.map((c, k) => (
                <td class="number" key={k} title={isStat(c) ? `min ${num(c.min)}, max ${num(c.max)}, n = ${c.n}` : undefined}>
                  {cell(c, k)}
                </td>
              ))}
              <td><a href={href('compare', { run: g.ids.slice(0, 50) })}>Compare</a></td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet pad">Mean ± standard deviation over the runs of each group (n − 1); a text stands where all of them have the same.</p>
    </div>
  );
}
