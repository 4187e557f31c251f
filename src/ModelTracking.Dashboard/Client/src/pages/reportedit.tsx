import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { useLoad } from '../hooks';
import { Empty, Loading, Trouble } from '../parts/basics';
import { Editor } from '../reports/editor';
import { about } from '../store';
import { go, href, leaving, route } from '../url';
import type { Report } from '../types';

/** A report as it is written: a new one, a copy of one, or one that is there. */
export function ReportEditPage({ id }: { id: string }): JSX.Element {
  // A new report gets its address when it is first saved; what is on screen stays as it is then.
  const made = useRef('');
  const [session, setSession] = useState(id);
  useEffect(() => {
    if (id !== made.current) setSession(id);
  }, [id]);
  return <Session key={session} id={session} onMade={(report) => {
    made.current = report.id;
    const ask = leaving.ask;
    leaving.ask = null;
    go(href(`reports/${report.id}/edit`), true);
    leaving.ask = ask;
  }} />;
}

function Session({ id, onMade }: { id: string; onMade: (report: Report) => void }): JSX.Element {
  const source = id === 'new' ? (route.value.query.get('from') ?? '') : id;
  const { data, error, again } = useLoad<{ report: Report | null }>(id, async () => ({ report: source ? await api.report(source) : null }));
  const page = (content: JSX.Element): JSX.Element => <main id="main" class="page"><h1 class="hidden">Report</h1>{content}</main>;
  if (!about.value?.canWrite || !about.value.keepsViews) return page(<Empty title="Nothing to write here"><p>It takes the role of an editor to write reports. Those who look after this dashboard give it.</p></Empty>);
  if (error && !data) return page(<><Trouble error={error} again={again} /><p><a href={href('reports')}>All reports</a></p></>);
  if (!data) return page(<Loading what="the report" />);
  const { report } = data;
  if (report && !report.isOwn && id !== 'new') return page(<Empty title={`“${report.name}” is ${report.owner}’s`}><p>You may read it, or <a href={href('reports/new', { from: id })}>write a copy of it</a>.</p></Empty>);
  const copied = id === 'new' && report ? { name: `${report.name} (copy)`, content: report.content, isPrivate: true, experiment: report.experiment } : null;
  return <Editor id={id} report={id === 'new' ? null : report} start={copied ?? { name: report?.name ?? '', content: report?.content ?? '', isPrivate: report?.isPrivate ?? false, experiment: report?.experiment ?? route.value.query.get('experiment') ?? '' }} onMade={onMade} />;
}
