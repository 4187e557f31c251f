import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { time } from '../format';
import { ReportBody } from '../reports/body';
import type { Saved } from './data';

/** A report in its file. */
export function SavedReport({ report }: { report: NonNullable<Saved['report']> }): JSX.Element {
  useEffect(() => {
    document.title = report.name;
  }, []);
  return (
    <main id="main" class="page reportpage">
      <header class="title"><h1>{report.name}</h1></header>
      <p class="byline quiet">{`${report.owner} · version ${report.version}, ${time(report.changed)}${report.changedBy === report.owner ? '' : ` by ${report.changedBy}`}`}</p>
      <ReportBody text={report.content} />
    </main>
  );
}
