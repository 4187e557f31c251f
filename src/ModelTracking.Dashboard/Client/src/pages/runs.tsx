import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api, type Problem } from '../api';
import { cellText, count, heading, plural } from '../format';
import { Empty, Icon, Loading, Trouble } from '../parts/basics';
import { Popover } from '../parts/menu';
import { TableSave, type Taken } from '../parts/tablesave';
import { AddToReport } from '../reports/add';
import { useBaseline } from '../runs/baseline';
import type { ColumnState } from '../runs/columnmenu';
import { ColumnPicker } from '../runs/columns';
import { facts } from '../runs/facts';
import { Groups } from '../runs/groups';
import { parseWidths, widthsText } from '../runs/layout';
import { QueryBox } from '../runs/query';
import { parseSort, sortText, spoken } from '../runs/sorting';
import { mostCurves } from '../runs/sparklines';
import { RunTable } from '../runs/table';
import { about, experiments, fields, groupable, revision } from '../store';
import { go, href, route, set } from '../url';
import { ViewMenu } from '../views/menu';
import type { Cell, Rows } from '../types';

const starred = "tags.modeltracking.starred = 'true'";

/** How long it took and how much there was says less about a run than what came out. */
const isBeside = (field: string): boolean => /(seconds|_per_second|rows|duration|bytes|tensors_alive|iteration)\b/.test(field);

const linesOf = (text: string | null): string[] => (text ?? '').split('\n').filter(Boolean);

/** Columns that tell the runs apart: metrics first, then params that differ. */
async function choose(query: Record<string, string>): Promise<string[]> {
  const candidates = fields.value.filter((f) => !f.startsWith('metrics.`system') && !f.startsWith('metrics.system') && (f.startsWith('metrics.') || f.startsWith('params.'))).slice(0, 150);
  if (candidates.length === 0) return [];
  const rows = await api.rows({ ...query, columns: candidates.join(', '), limit: 100 });
  const stats = rows.columns.map((field, i) => {
    const values = rows.rows.map((r) => r[8 + i] as Cell).filter((v) => v !== null);
    return { field, present: values.length, distinct: new Set(values.map(cellText)).size };
  });
  const pick = (kind: string, most: number, vary: boolean): string[] =>
    stats.filter((s) => s.field.startsWith(kind) && s.present > rows.rows.length * 0.12 && (!vary || s.distinct > 1 || rows.rows.length < 2)).sort((a, b) => Number(isBeside(a.field)) - Number(isBeside(b.field)) || b.present - a.present).slice(0, most).map((s) => s.field);
  return [...pick('metrics.', 5, false), ...pick('params.', 6, true)];
}

export function RunsPage(): JSX.Element {
  const params = route.value.query;
  const q = params.get('q') ?? '';
  const experiment = params.get('experiment') ?? '';
  const sort = params.get('sort') ?? '';
  const group = params.get('group') ?? '';
  const nested = params.get('nested') === '1' ? '' : '0';
  const chosen = params.get('columns');
  const selected = useMemo(() => new Set(params.getAll('run')), [params.getAll('run').join()]);
  const [automatic, setAutomatic] = useState<string[] | null>(null);
  const [error, setError] = useState<Problem | null>(null);
  const [total, setTotal] = useState<number | null>(null);
  const [extra, setExtra] = useState<string[]>([]);
  const [constant, setConstant] = useState<string[]>([]);
  const [pins, curves] = [linesOf(params.get('pin')), linesOf(params.get('curve')).slice(0, mostCurves)];
  const widths = useMemo(() => parseWidths(params.get('widths') ?? ''), [params.get('widths')]);
  const hidesConstant = params.get('constant') === '0';
  const base = chosen !== null ? linesOf(chosen) : (automatic ?? []);
  // As they stand: those beside the name first.
  const columns = [...pins, ...base.filter((c) => !pins.includes(c))];
  const state: ColumnState = { columns, pins, curves, widths, sort };
  const change = (to: Partial<ColumnState>): void => set({
    ...(to.columns && to.columns.join('\n') !== columns.join('\n') ? { columns: to.columns.join('\n') || '\n' } : {}),
    ...(to.pins ? { pin: to.pins.join('\n') } : {}),
    ...(to.curves ? { curve: to.curves.join('\n') } : {}),
    ...(to.widths ? { widths: widthsText(to.widths) } : {}),
    ...(to.sort !== undefined ? { sort: to.sort } : {}),
  });
  const scope = { experiment, nested };
  const isReady = chosen !== null || automatic !== null;

  useEffect(() => {
    if (chosen !== null) return;
    let gone = false;
    choose(scope).then((c) => !gone && setAutomatic((now) => (now && now.join() === c.join() ? now : c)), () => !gone && setAutomatic((now) => now ?? []));
    return () => void (gone = true);
  }, [experiment, nested, fields.value.length, chosen === null]);
  // Where experiments stand in a row, the chosen one may be far along it.
  useEffect(() => document.querySelector('.side [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [experiment, experiments.value === null]);
  useEffect(() => {
    document.title = experiment ? `${experiment} · ModelTracking` : 'Runs · ModelTracking';
  }, [experiment]);

  const query = { q, experiment, columns: columns.join(', '), sort, nested };
  const baseline = useBaseline(group ? '' : (params.get('baseline') ?? ''), isReady ? query.columns : '', revision.value);
  const select = (ids: string[], on: boolean): void => {
    const next = new Set(selected);
    ids.forEach((id) => (on ? next.add(id) : next.delete(id)));
    set({ run: [...next].slice(0, 200) });
  };
  const loaded = (rows: Rows): void => {
    setTotal(rows.total);
    setConstant((known) => (known.join('\n') === (rows.constant ?? []).join('\n') ? known : (rows.constant ?? [])));
    const more = rows.columns.filter((c) => !columns.includes(c));
    setExtra((known) => (known.join('\n') === more.join('\n') ? known : more));
  };
  const take = async (): Promise<Taken> => {
    const all: Cell[][] = [];
    let head: string[] = [];
    for (let from = 0; from < Math.min(total ?? 0, 20_000); from += 500) {
      const rows = await api.rows({ ...query, from, limit: 500 });
      head = rows.columns;
      all.push(...rows.rows);
    }
    const exact = (c: Cell): string => (typeof c === 'number' ? String(c) : c && typeof c === 'object' && 't' in c ? new Date(c.t).toISOString() : c && typeof c === 'object' && 'd' in c ? String(c.d / 1000) : cellText(c));
    const name = (c: string): string => [heading(c).name, heading(c).note].filter(Boolean).join(' · ');
    return {
      exact: [[...facts, ...head], ...all.map((r) => r.map(exact))],
      // What is read, not what tells runs apart by machine.
      shown: [['Run', ...(experiment ? [] : ['Experiment']), 'Status', 'Started', 'Duration', ...head.map(name)], ...all.map((r) => [r[1]!, ...(experiment ? [] : [r[2]!]), r[3]!, r[4]!, r[5]!, ...r.slice(8)].map(cellText))],
    };
  };
  const unseen = parseSort(sort).filter((k) => !columns.includes(k.field) && !/^(run_name|start_time|duration|experiment)$/.test(k.field));
  const inStore = experiments.value;
  const hidden = hidesConstant && (total ?? 0) > 1 ? constant.filter((c) => !pins.includes(c)) : [];
  // What is in force and stands at no heading, each to be taken back.
  const chips = [
    ...unseen.map((k) => <Chip key={k.field} title={`Sorted by ${k.field}`} label={`Do not sort by ${spoken(k.field)}`} onClick={() => set({ sort: sortText(parseSort(sort).filter((o) => o.field !== k.field)) })}>{`By ${spoken(k.field)}`}</Chip>),
    ...(!group && params.get('baseline') && baseline !== undefined ? [<Chip key="baseline" label="No baseline" onClick={() => set({ baseline: null })}>{baseline ? <>Baseline <b>{baseline.name}</b></> : 'The baseline is not there'}</Chip>] : []),
    ...(!group && hidden.length > 0 ? [<Chip key="constant" title={hidden.join('\n')} label="Show columns that are equal in all runs" onClick={() => set({ constant: null })}>{`${plural(hidden.length, 'column')} equal in all`}</Chip>] : []),
  ];
  return (
    <div class="runs">
      <nav class="side" aria-label="Experiments">
        <h2>Experiments</h2>
        <ul>
          <li><a href={href('', { q, nested: params.get('nested') ?? '' })} aria-current={experiment || q === starred ? undefined : 'page'}><span>All</span><span class="count">{inStore ? count(inStore.runs) : ''}</span></a></li>
          <li><a href={href('', { q: starred, nested: params.get('nested') ?? '' })} aria-current={!experiment && q === starred ? 'page' : undefined}><Icon name="star" /><span>Starred</span></a></li>
          {inStore?.experiments.map((e) => (
            <li key={e.name}>
              <a href={href('', { experiment: e.name, q, nested: params.get('nested') ?? '' })} aria-current={experiment === e.name ? 'page' : undefined} title={e.name}>
                <span>{e.name}</span>
                {e.running > 0 && <span class="dot" title={`${e.running} running`} />}
                <span class="count">{count(e.runs)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main">
        <h1 class="hidden">{experiment || 'All runs'}</h1>
        <div class="bar">
          <QueryBox value={q} onChange={(text) => set({ q: text })} />
          <div class="tools">
            <span class="total" role="status">{total === null ? '' : plural(total, 'run')}{nested === '0' && total !== null ? <span class="quiet"> · nested hidden</span> : ''}</span>
            {!group && <span class="row chosen">
              <button type="button" class="primary" id="compare" disabled={selected.size < 1} onClick={() => go(href('compare', { run: [...selected] }))}>
                {selected.size > 0 ? `Compare ${selected.size}` : 'Compare'}
              </button>
              {selected.size > 0 && about.value?.canWrite && <button type="button" onClick={() => Promise.all([...selected].map((id) => api.edit(id, { starred: true }))).catch(setError)}><Icon name="star" /> Star</button>}
              {selected.size > 0 && <button type="button" class="link" onClick={() => set({ run: null })}>Clear</button>}
            </span>}
            <span class="gap" />
            <label class="switch"><input type="checkbox" checked={nested === ''} onChange={(e) => set({ nested: e.currentTarget.checked ? '1' : null })} />Nested</label>
            <Popover label={group ? <>{`By ${heading(group).name}`}</> : <>Group</>} title="Group rows" side="right">
              {(close) => (
                <div class="picker">
                  <div class="list">
                    {group && <button type="button" class="item" onClick={() => { set({ group: null }); close(); }}>Do not group</button>}
                    {groupable.value.map((f) => <button type="button" class="item" key={f} aria-pressed={f === group} onClick={() => { set({ group: f }); close(); }}>{f}</button>)}
                    {groupable.value.length === 0 && <p class="quiet">No run has params or tags to group by.</p>}
                  </div>
                </div>
              )}
            </Popover>
            <ColumnPicker state={state} isAutomatic={chosen === null && pins.length === 0} hidesConstant={hidesConstant} onHideConstant={(on) => set({ constant: on ? '0' : null })} onChange={(to) => (to === null ? set({ columns: null, pin: null }) : change(to))} />
            <ViewMenu page="" />
            {!group && <TableSave name="runs" take={take} disabled={!total} />}
            <AddToReport experiment={experiment} source={() => ({ page: 'runs', q, experiment, nested, columns, sort, group, selected: [...selected] })} />
          </div>
          {chips.length > 0 && <div class="tools chips">{chips}</div>}
        </div>
        {error && error.code !== 'query' && <Trouble error={error} />}
        {!isReady && <Loading what="runs" />}
        {isReady && (group ? (
          <Groups query={query} by={group} revision={revision.value} />
        ) : (
          <>
            <RunTable query={query} revision={revision.value} selected={selected} showExperiment={!experiment} onSelect={select} onStar={about.value?.canWrite ? (id, on) => void api.edit(id, { starred: on }).catch(setError) : undefined}
              state={state} onState={change} hidesConstant={hidesConstant} baseline={baseline} onBaseline={(id) => set({ baseline: id })} onSort={(s) => set({ sort: s })} onLoaded={loaded} onError={setError} />
            {total === 0 && <Nothing q={q} experiment={experiment} />}
            {extra.length > 0 && <p class="quiet hidden">{`Columns of the query: ${extra.join(', ')}`}</p>}
          </>
        ))}
      </main>
    </div>
  );
}

function Chip({ title, label, onClick, children }: { title?: string; label: string; onClick: () => void; children: ComponentChildren }): JSX.Element {
  return <span class="chip" title={title}><span>{children}</span><button type="button" class="bare" aria-label={label} onClick={onClick}><Icon name="close" /></button></span>;
}

function Nothing({ q, experiment }: { q: string; experiment: string }): JSX.Element {
  return q ? (
    <Empty title="No run matches">
      <p>Loosen the query, or <button type="button" class="link" onClick={() => set({ q: null })}>show all runs{experiment && ` of ${experiment}`}</button>.</p>
    </Empty>
  ) : (
    <Empty title="No runs yet">
      <p>Log one from your training program; it appears here by itself:</p>
      <pre>{`await using var client = TrackingClient.Open();\nawait using var run = client.StartRun("first");\nrun.LogMetric("loss", 0.5, step: 0);`}</pre>
    </Empty>
  );
}
