import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../api';
import { color } from '../colors';
import { ago, count, plural, time } from '../format';
import { useLoad } from '../hooks';
import { Empty, Loading, Trouble } from '../parts/basics';
import { DiffView } from '../parts/diff';
import { href, route, set } from '../url';
import type { Commit, History } from '../types';

export function HistoriesPage(): JSX.Element {
  const { data, error, again } = useLoad('history', api.histories);
  useEffect(() => {
    document.title = 'History · ModelTracking';
  }, []);
  return (
    <main id="main" class="page">
      <header class="title"><h1>History</h1>{data && <span class="quiet">{data.length === 1 ? '1 repository' : `${count(data.length)} repositories`}</span>}</header>
      {error && !data ? <Trouble error={error} again={again} /> : !data ? <Loading what="repositories" /> : data.length === 0 ? (
        <Empty title="No commits yet"><p>Commit a model with its code, data and configuration:</p><pre>{'client.Repository("churn").Commit("first", c => c.Model("classifier", "model.zip"));'}</pre></Empty>
      ) : (
        <table class="plain wide">
          <thead><tr><th scope="col">Repository</th><th scope="col" class="number">Branches</th><th scope="col">Last on main</th><th scope="col">When</th></tr></thead>
          <tbody>{data.map((r) => <tr key={r.name}><th scope="row"><a href={href(`history/${encodeURIComponent(r.name)}`)}>{r.name}</a></th><td class="number">{r.branches}</td><td>{r.head ?? ''}</td><td class="quiet">{r.time ? ago(r.time) : ''}</td></tr>)}</tbody>
        </table>
      )}
    </main>
  );
}

/** Each commit's lane; a branch keeps its lane until it is merged. */
function lanes(commits: Commit[]): { lane: Map<string, number>; width: number } {
  const lane = new Map<string, number>();
  const open: (string | null)[] = [];
  let width = 1;
  for (const c of commits) {
    let at = open.indexOf(c.id);
    if (at < 0) at = open.indexOf(null) >= 0 ? open.indexOf(null) : open.length;
    lane.set(c.id, at);
    for (let i = 0; i < open.length; i++) if (open[i] === c.id) open[i] = null;
    c.parents.forEach((p, i) => {
      if (open.includes(p)) return;
      const free = i === 0 ? at : open.indexOf(null) >= 0 && open.indexOf(null) !== at ? open.indexOf(null) : open.length === at ? at + 1 : open.length;
      open[free] = p;
    });
    for (let i = 0; i < open.length; i++) open[i] ??= null;
    width = Math.max(width, open.length, at + 1);
  }
  return { lane, width };
}

const rowHeight = 44;

export function HistoryPage({ name }: { name: string }): JSX.Element {
  const { data, error, again } = useLoad(name, () => api.history(name));
  useEffect(() => {
    document.title = `${name} · ModelTracking`;
  }, [name]);
  const q = route.value.query;
  const [before, after] = [q.get('before') ?? '', q.get('after') ?? ''];
  if (error && !data) return <main id="main" class="page"><Trouble error={error} again={again} /><p><a href={href('history')}>All repositories</a></p></main>;
  if (!data) return <main id="main" class="page"><Loading what="the history" /></main>;
  return (
    <main id="main" class="page">
      <nav class="crumbs" aria-label="Where this is"><a href={href('history')}>History</a></nav>
      <header class="title"><h1>{data.name}</h1><span class="quiet">{`${plural(data.commits.length, 'commit')}, ${data.branches.length === 1 ? '1 branch' : `${data.branches.length} branches`}`}</span></header>
      <Graph history={data} before={before} after={after} />
      {data.hasMore && <p class="note">Only the newest commits are shown; “modeltracking log” lists all.</p>}
      {before && after && <Compare name={name} before={before} after={after} />}
    </main>
  );
}

function Graph({ history, before, after }: { history: History; before: string; after: string }): JSX.Element {
  const { lane, width } = useMemo(() => lanes(history.commits), [history]);
  const row = new Map(history.commits.map((c, i) => [c.id, i]));
  const x = (id: string): number => 16 + (lane.get(id) ?? 0) * 18;
  const y = (id: string): number => (row.get(id) ?? history.commits.length) * rowHeight + rowHeight / 2;
  const first = history.commits[0]?.parents[0];
  return (
    <>
      <p class="quiet">Choose two commits to see what differs{first ? '; “against parent” shows what one changed' : ''}.</p>
      <div class="graph scroll" tabIndex={0} role="region" aria-label="Commits">
        <svg width={24 + width * 18} height={history.commits.length * rowHeight} aria-hidden="true">
          {history.commits.flatMap((c) => c.parents.map((p) => {
            const [x1, y1, x2, y2] = [x(c.id), y(c.id), row.has(p) ? x(p) : x(c.id), y(p)];
            return <path key={c.id + p} d={x1 === x2 ? `M${x1} ${y1}V${y2}` : `M${x1} ${y1}C${x1} ${y1 + rowHeight * 0.7},${x2} ${y1 + rowHeight * 0.3},${x2} ${Math.min(y2, y1 + rowHeight)}V${y2}`} fill="none" stroke={color(Math.max(lane.get(c.id) ?? 0, lane.get(p) ?? 0))} stroke-width="2" />;
          }))}
          {history.commits.map((c) => <circle key={c.id} cx={x(c.id)} cy={y(c.id)} r={c.parents.length > 1 ? 6 : 5} fill={color(lane.get(c.id) ?? 0)} stroke="var(--ground)" stroke-width="2" />)}
        </svg>
        <ol>
          {history.commits.map((c) => (
            <li key={c.id} style={{ height: `${rowHeight}px` }} class={c.id === before || c.id === after ? 'chosen' : ''}>
              <span class="what">
                {history.branches.filter((b) => b.commit === c.id).map((b) => <span class="badge" key={b.name}>{b.name}</span>)}
                {history.tags.filter((t) => t.commit === c.id).map((t) => <span class="badge plain" key={t.name}>{t.name}</span>)}
                <span class="message" title={c.message}>{c.message.split('\n')[0]}</span>
              </span>
              <span class="quiet" title={time(c.time)}>{`${c.author}, ${ago(c.time)}`}{c.run && <> · <a href={href(`runs/${c.run}`)}>run</a></>}</span>
              <span class="row">
                <button type="button" class="link" aria-pressed={before === c.id} onClick={() => set({ before: c.id })}>from</button>
                <button type="button" class="link" aria-pressed={after === c.id} onClick={() => set({ after: c.id })}>to</button>
                {c.parents[0] && <button type="button" class="link" onClick={() => set({ before: c.parents[0]!, after: c.id })}>against parent</button>}
                <code class="quiet">{c.id.slice(0, 8)}</code>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

function Compare({ name, before, after }: { name: string; before: string; after: string }): JSX.Element {
  const { data, error } = useLoad(`${name}-${before}-${after}`, () => api.historyDiff(name, before, after));
  return <section class="section"><header><h2>{`${before.slice(0, 8)} to ${after.slice(0, 8)}`}</h2></header>{error ? <Trouble error={error} /> : data ? <DiffView diff={data} /> : <Loading />}</section>;
}
