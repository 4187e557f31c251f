import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { address, api } from '../api';
import { ago, time } from '../format';
import { useLoad, useWork } from '../hooks';
import { CopyButton, Empty, Icon, Loading, Trouble } from '../parts/basics';
import { ReportBody } from '../reports/body';
import { History } from '../reports/history';
import { More } from '../reports/more';
import { about } from '../store';
import { base, go, href, route } from '../url';
import type { Report } from '../types';

/** A report as it is read, in its newest version or in an older one. */
export function ReportPage({ id }: { id: string }): JSX.Element {
  const asked = Number(route.value.query.get('version')) || undefined;
  const { data: report, error, again } = useLoad(`${id}|${asked ?? ''}`, () => api.report(id, asked));
  const showsHistory = route.value.query.get('tab') === 'history';
  useEffect(() => {
    if (report) document.title = `${report.name} · ModelTracking`;
  }, [report?.name]);
  if (error && (!report || error.status === 404)) return <main id="main" class="page"><h1 class="hidden">Report</h1><Trouble error={error} again={again} /><p><a href={href('reports')}>All reports</a></p></main>;
  if (!report) return <main id="main" class="page"><Loading what="the report" /></main>;
  const canChange = report.isOwn && about.value?.canWrite === true;
  return (
    <main id="main" class="page reportpage">
      <nav class="crumbs" aria-label="Where this is"><a href={href('reports')}>Reports</a>{report.experiment && <><span aria-hidden="true">/</span><a href={href('', { experiment: report.experiment })}>{report.experiment}</a></>}</nav>
      <header class="title">
        <h1>{report.name}</h1>
        {report.isPrivate && <span class="badge plain"><Icon name="lock" /> only for its owner</span>}
        <span class="push row">
          <CopyButton text={`${location.origin}${base}reports/${report.id}`} label="Copy the link to this report" />
          <a class="button" href={address(`reports/${report.id}/html`, { version: asked })} download title="One file with all of it, that opens without a server">Save as HTML</a>
          {canChange && !report.isOld && <a class="button primary" href={href(`reports/${report.id}/edit`)}>Edit</a>}
          <More report={report} canChange={canChange} again={again} />
        </span>
      </header>
      <p class="byline quiet">
        {`${report.owner} · `}<span title={time(report.changed)}>{`changed ${ago(report.changed)}${report.changedBy === report.owner ? '' : ` by ${report.changedBy}`}`}</span>{' · '}
        <a href={href(`reports/${report.id}`, { tab: showsHistory ? undefined : 'history' })}>{showsHistory ? 'back to the report' : `version ${report.version}`}</a>
      </p>
      {showsHistory ? <History report={report} canChange={canChange} /> : (
        <>
          {report.isOld && <Old report={report} canChange={canChange} />}
          {report.content.trim() === '' ? <Empty title="Nothing in it yet"><p>{canChange ? 'Press Edit to write it.' : 'Its owner has not written it yet.'}</p></Empty> : <ReportBody text={report.content} />}
        </>
      )}
    </main>
  );
}

/** Above an older version: which one it is, and the way back. */
function Old({ report, canChange }: { report: Report; canChange: boolean }): JSX.Element {
  const { busy, error, run } = useWork();
  const restore = (): Promise<boolean> => run(async () => {
    const now = await api.report(report.id);
    await api.editReport(report.id, { name: report.name, content: report.content, version: now.version });
    go(href(`reports/${report.id}`));
  });
  return (
    <div class="note warned old" role="status">
      <p>{`This is version ${report.version}, as ${report.changedBy} saved it on ${time(report.changed)}. Charts and tables in it show the runs as they are now.`}</p>
      <div class="row">
        <a class="button" href={href(`reports/${report.id}`)}>Show the newest</a>
        {canChange && <button type="button" disabled={busy} onClick={restore}>Restore as a new version</button>}
      </div>
      {error && <p role="alert" class="worse">{error}</p>}
    </div>
  );
}
