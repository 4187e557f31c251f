import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api';
import { ago, plural, time } from '../format';
import { useLoad } from '../hooks';
import { Empty, Icon, Loading, Trouble } from '../parts/basics';
import { about } from '../store';
import { href, route, set } from '../url';
import type { ReportHead } from '../types';

/** From how many reports on they can be looked for by name. */
const many = 8;

export function ReportsPage(): JSX.Element {
  const keeps = about.value?.keepsViews === true;
  const canWrite = keeps && about.value?.canWrite === true;
  const { data, error, again } = useLoad('reports', () => (keeps ? api.reports() : Promise.resolve([])));
  const find = route.value.query.get('find') ?? '';
  useEffect(() => {
    document.title = 'Reports · ModelTracking';
  }, []);
  const shown = (data ?? []).filter((r) => `${r.name} ${r.owner} ${r.experiment}`.toLowerCase().includes(find.toLowerCase())).sort((a, b) => b.changed - a.changed);
  return (
    <main id="main" class="page">
      <header class="title">
        <h1>Reports</h1>
        {data && data.length > 0 && <span class="quiet">{plural(data.length, 'report')}</span>}
        {canWrite && data && data.length > 0 && <a class="button primary push" href={href('reports/new')}>New report</a>}
      </header>
      {error && !data ? <Trouble error={error} again={again} /> : !data ? <Loading what="reports" /> : data.length === 0 ? <Nothing keeps={keeps} canWrite={canWrite} /> : (
        <>
          {data.length >= many && <div class="controls"><input type="search" class="find" placeholder="Find a report" aria-label="Find a report" value={find} onInput={(e) => set({ find: e.currentTarget.value })} /></div>}
          {shown.length === 0 ? <Empty title="No report has that in its name"><p><button type="button" class="link" onClick={() => set({ find: null })}>Show all reports</button></p></Empty> : <List reports={shown} />}
        </>
      )}
    </main>
  );
}

function List({ reports }: { reports: ReportHead[] }): JSX.Element {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Reports">
      <table class="plain wide reports">
        <thead><tr><th scope="col">Report</th><th scope="col">About</th><th scope="col">By</th><th scope="col">Changed</th></tr></thead>
        <tbody>
          {reports.map((r) => (
            <tr key={r.id}>
              <th scope="row"><a href={href(`reports/${r.id}`)}>{r.name}</a>{r.isPrivate && <span class="lockmark" title="Only for its owner"><Icon name="lock" /><span class="hidden">only for its owner</span></span>}</th>
              <td>{r.experiment || <span class="quiet">all experiments</span>}</td>
              <td>{r.owner}</td>
              <td class="quiet when" title={time(r.changed)}>{`${ago(r.changed)}${r.changedBy === r.owner ? '' : ` by ${r.changedBy}`}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Nothing({ keeps, canWrite }: { keeps: boolean; canWrite: boolean }): JSX.Element {
  if (!keeps) return <Empty title="No reports here"><p>Reports are kept in the folder of a store, and this dashboard shows runs that are in none.</p></Empty>;
  return (
    <Empty title="No report yet">
      <p>A report is a text with charts and tables in it that stay live: what you found, and the runs that show it. It can be sent as a link, or as one file.</p>
      {canWrite
        ? <p class="begin"><a class="button primary" href={href('reports/new')}>Write the first one</a><span class="quiet">or press “Add to a report” above a list, a run or a comparison.</span></p>
        : <p>Those who may edit write them; you see here what they share with you.</p>}
    </Empty>
  );
}
