import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api';
import { ago, count, plural } from '../format';
import { useLoad } from '../hooks';
import { Empty, Loading, Trouble } from '../parts/basics';
import { CommitDiff, CommitGraph } from '../parts/commits';
import { href, route } from '../url';

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
      <CommitGraph history={data} before={before} after={after} />
      {data.hasMore && <p class="note">Only the newest commits are shown; “modeltracking log” lists all.</p>}
      {before && after && <CommitDiff name={name} before={before} after={after} />}
    </main>
  );
}
