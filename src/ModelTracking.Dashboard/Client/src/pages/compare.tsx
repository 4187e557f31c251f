import type { ComponentType, JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { address, api, isSaved } from '../api';
import { CompareCode } from '../compare/code';
import { Differences } from '../compare/differences';
import { fieldsOf } from '../compare/fields';
import { CompareDrawings } from '../compare/drawings';
import { ImportanceView } from '../compare/importance';
import { ParallelTab, ScatterTab } from '../compare/points';
import { targetsOf } from '../compare/targets';
import { Swatch } from '../charts/line';
import { plural } from '../format';
import { useLoad, useSettled } from '../hooks';
import { Empty, Icon, Loading, Trouble } from '../parts/basics';
import { keysOf, MetricControls, MetricGrid } from '../parts/metrics';
import { CurveControls, CurveGrid } from '../parts/curves';
import { Comments } from '../parts/comments';
import { Later } from '../parts/later';
import { Popover } from '../parts/menu';
import { AddToReport } from '../reports/add';
import { Tabs } from '../parts/tabs';
import { experiments, revision } from '../store';
import { href, route, set } from '../url';
import { ViewMenu } from '../views/menu';
import type { Comment, Comparison, Run } from '../types';

const files = (): Promise<ComponentType<any>> => import('../viewers/files').then((m) => m.CompareFiles as ComponentType<any>);

const significance = (): Promise<ComponentType<any>> => import('../compare/significance').then((m) => m.SignificanceTab as ComponentType<any>);

export function ComparePage(): JSX.Element {
  const ids = route.value.query.getAll('run').slice(0, 200);
  const { data, error, again } = useLoad(ids.join(), () => (ids.length ? api.compare(ids) : Promise.resolve([])));
  const asked = route.value.query.get('tab') ?? 'differences';
  useEffect(() => {
    document.title = 'Compare · ModelTracking';
  }, []);
  const base = route.value.query.get('base') ?? ids[0] ?? '';
  const runs = useMemo(() => {
    const order = [base, ...ids.filter((i) => i !== base)];
    return order.map((id) => data?.find((r) => r.id === id)).filter((r): r is Run => r !== undefined);
  }, [data, base, ids.join()]);
  const tabs = [
    { id: 'differences', label: 'Differences' },
    { id: 'charts', label: 'Charts' },
    { id: 'scatter', label: 'Scatter' },
    { id: 'parallel', label: 'Parallel' },
    ...(isSaved ? [] : [{ id: 'importance', label: 'Importance' }, { id: 'significance', label: 'Significance' }]),
    { id: 'evaluation', label: 'Evaluation' },
    { id: 'code', label: 'Code' },
    { id: 'files', label: 'Files' },
    { id: 'comments', label: 'Comments' },
  ];
  const tab = tabs.some((t) => t.id === asked) ? asked : 'differences';
  const missing = data ? ids.length - data.length : 0;
  return (
    <main id="main" class="page">
      <nav class="crumbs" aria-label="Where this is"><a href={href('')}>Runs</a></nav>
      <header class="title">
        <h1>{ids.length === 0 ? 'Compare runs' : `Compare ${plural(ids.length, 'run')}`}</h1>
        {!isSaved && <span class="push row">
          {ids.length > 0 && <a class="button" href={address('share', { run: ids })} download title="One file with all of it, that opens without a server">Save as HTML</a>}
          {runs.length > 0 && <AddToReport experiment={new Set(runs.map((r) => r.experiment)).size === 1 ? runs[0]!.experiment : ''} source={() => ({ page: 'compare', runs, query: route.value.query })} />}
          <ViewMenu page="compare" />
          <AddRun ids={ids} />
        </span>}
      </header>
      {ids.length > 0 && (
        <ul class="chips" aria-label="Runs compared">
          {runs.map((r, i) => (
            <li key={r.id}><Swatch index={i} /><a href={href(`runs/${r.id}`)}>{r.name}</a>
              <button type="button" class="bare" aria-label={`Leave out ${r.name}`} onClick={() => set({ run: ids.filter((x) => x !== r.id), base: base === r.id ? null : base === ids[0] ? null : base })}><Icon name="close" /></button>
            </li>
          ))}
        </ul>
      )}
      {missing > 0 && <p class="note">{`${plural(missing, 'run')} of this link ${missing === 1 ? 'is' : 'are'} no longer there.`}</p>}
      {error && !data ? <Trouble error={error} again={again} /> : !data ? <Loading what="runs" /> : runs.length === 0 ? (
        <Empty title="Nothing to compare yet"><p>Select runs in the <a href={href('')}>list</a> with their boxes or the key <kbd>x</kbd>, then press Compare; or add one above.</p></Empty>
      ) : (
        <>
          <Tabs tabs={tabs} current={tab} label="Ways to compare" />
          <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={-1}>
            {tab === 'comments' && <CompareComments runs={runs} />}
            {tab === 'differences' && <Compared runs={runs} base={base} show={(c) => <Differences comparison={c} runs={runs} />} />}
            {tab === 'charts' && <ChartsTab runs={runs} />}
            {tab === 'scatter' && <ScatterTab runs={runs} />}
            {tab === 'parallel' && <ParallelTab runs={runs} />}
            {tab === 'evaluation' && <CompareDrawings runs={runs} base={base} />}
            {tab === 'files' && <Later page={files} runs={runs} base={base} />}
            {tab === 'importance' && <ImportanceView scope={{ run: runs.map((r) => r.id) }} targets={targetsOf(runs)} />}
            {tab === 'significance' && <Later page={significance} runs={runs} />}
            {tab === 'code' && <Compared runs={runs} base={base} show={(c) => <CompareCode comparison={c} runs={runs} />} />}
          </div>
        </>
      )}
    </main>
  );
}

/** What only the server knows of runs together: it compares them as the terminal does. */
function Compared({ runs, base, show }: { runs: Run[]; base: string; show: (comparison: Comparison) => JSX.Element }): JSX.Element {
  const ids = runs.map((r) => r.id);
  const { data, error, again } = useLoad(`${ids.join()}|${base}`, (signal) => api.comparison(ids, base, signal));
  if (error && !data) return <Trouble error={error} again={again} />;
  return data && data.runs.join() === ids.join() ? show(data) : <Loading what="the comparison" />;
}

/** Runs one by one, or in groups: every param, tag or fact that tells some of them apart and joins others. */
function ChartsTab({ runs }: { runs: Run[] }): JSX.Element {
  const by = route.value.query.get('group') ?? '';
  const ids = runs.map((r) => r.id);
  const fields = useMemo(() => fieldsOf(runs), [runs]);
  const isGrouped = by !== '' && !isSaved;
  return (
    <>
      <MetricControls grouped={isGrouped} keys={keysOf(runs, false)}>
        {!isSaved && runs.length > 1 && (
          <label>Group by <select value={by} onChange={(e) => set({ group: e.currentTarget.value || null })}>
            <option value="">nothing</option>
            {(by && !fields.includes(by) ? [by, ...fields] : fields).map((f) => <option key={f} value={f}>{f}</option>)}
          </select></label>
        )}
        {isGrouped && <CurveControls by={by} fields={fields} />}
      </MetricControls>
      {isGrouped ? <CurveGrid scope={{ run: ids }} by={by} revision={revision.value} /> : <MetricGrid runs={runs} keys={keysOf(runs, false)} />}
    </>
  );
}

/** Comments that are about these runs together: each stands on all of them. */
function CompareComments({ runs }: { runs: Run[] }): JSX.Element {
  const ids = runs.map((r) => r.id);
  const ofAll = (comments: Comment[]): Comment[] => comments.filter((c) => c.with.length > 0 && ids.slice(1).every((id) => c.with.includes(id)));
  const comments = useMemo(() => ofAll(runs[0]!.comments), [runs]);
  if (runs.length < 2) return <Empty title="One run is no comparison"><p>Add others above.</p></Empty>;
  const first = ids[0]!;
  return (
    <Comments
      title="About this comparison"
      comments={comments}
      others={(c) => (c.with.length > ids.length - 1 ? <span class="quiet">{` and ${plural(c.with.length - ids.length + 1, 'other run')}`}</span> : null)}
      add={async (text) => ofAll(await api.comment(ids, text))}
      remove={async (id) => ofAll(await api.uncomment(first, id))}
    />
  );
}

function AddRun({ ids }: { ids: string[] }): JSX.Element {
  const [find, setFind] = useState('');
  const settled = useSettled(find, 200);
  return (
    <Popover label="Add a run" side="right">
      {() => <AddPanel find={find} settled={settled} onFind={setFind} ids={ids} />}
    </Popover>
  );
}

function AddPanel({ find, settled, onFind, ids }: { find: string; settled: string; onFind: (f: string) => void; ids: string[] }): JSX.Element {
  const q = settled ? `run_name ILIKE '%${settled.replaceAll("'", "''")}%'` : '';
  const { data } = useLoad(q, (signal) => api.rows({ q, limit: 30 }, signal));
  return (
    <div class="picker">
      <input type="search" placeholder="Find a run by name" aria-label="Find a run by name" value={find} onInput={(e) => onFind(e.currentTarget.value)} />
      <div class="list">
        {data?.rows.filter((r) => !ids.includes(r[0] as string)).map((r) => (
          <button type="button" class="item" key={r[0] as string} onClick={() => set({ run: [...ids, r[0] as string] })}>{r[1] as string}<span class="quiet"> {r[2] as string}</span></button>
        ))}
        {data?.rows.length === 0 && <p class="quiet">{experiments.value?.runs ? 'No run has that in its name.' : 'There are no runs yet.'}</p>}
      </div>
    </div>
  );
}
