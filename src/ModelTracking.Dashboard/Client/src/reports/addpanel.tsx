import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api';
import { ago } from '../format';
import { useLoad, useWork } from '../hooks';
import { Loading, Trouble } from '../parts/basics';
import { href } from '../url';
import type { ReportHead } from '../types';
import { thingsOf, type Source } from './things';

/** At the end of a text, with an empty line before it. */
const appended = (content: string, block: string): string => `${content.trimEnd()}${content.trim() ? '\n\n' : ''}${block}\n`;

/** What is put in, and into which report: one of one's own, or a new one. */
export function AddPanel({ source, experiment }: { source: Source; experiment: string }): JSX.Element {
  const things = thingsOf(source);
  const { data, error, again } = useLoad('reports', api.reports);
  const [chosen, setChosen] = useState(0);
  const [find, setFind] = useState('');
  const [name, setName] = useState('');
  const [done, setDone] = useState<{ id: string; name: string } | null>(null);
  const work = useWork();
  const block = async (): Promise<string> => things[Math.min(chosen, things.length - 1)]!.block();
  const into = (report: ReportHead): Promise<boolean> => work.run(async () => {
    const text = await block();
    const now = await api.report(report.id);
    const { id, name: of } = await api.editReport(report.id, { content: appended(now.content, text), version: now.version });
    setDone({ id, name: of });
  });
  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    await work.run(async () => {
      const made = await api.saveReport({ name: name.trim(), content: appended('', await block()), isPrivate: false, experiment });
      setDone({ id: made.id, name: made.name });
      setName('');
      again();
    });
  };
  if (done) {
    return (
      <div class="picker addpanel">
        <p role="status">{'It stands at the end of '}<b>{done.name}</b>.</p>
        <div class="row"><a class="button primary" href={href(`reports/${done.id}`)}>Show the report</a><a class="button" href={href(`reports/${done.id}/edit`)}>Write on</a><button type="button" class="link" onClick={() => setDone(null)}>Add more</button></div>
      </div>
    );
  }
  const own = (data ?? []).filter((r) => r.isOwn && r.name.toLowerCase().includes(find.toLowerCase())).sort((a, b) => b.changed - a.changed);
  return (
    <div class="picker addpanel">
      {things.length > 1 && (
        <fieldset><legend>What</legend>{things.map((t, i) => <label key={t.label}><input type="radio" name="thing" checked={i === chosen} onChange={() => setChosen(i)} /><span>{t.label}</span></label>)}</fieldset>
      )}
      {error && !data ? <Trouble error={error} again={again} /> : !data ? <Loading what="reports" /> : (
        <>
          {data.filter((r) => r.isOwn).length > 6 && <input type="search" placeholder="Find a report" aria-label="Find a report" value={find} onInput={(e) => setFind(e.currentTarget.value)} />}
          {own.length > 0 && <div class="list" role="group" aria-label="Into which report">{own.map((r) => <button type="button" class="item" key={r.id} disabled={work.busy} onClick={() => into(r)}><b>{r.name}</b><span class="quiet">{ago(r.changed)}</span></button>)}</div>}
        </>
      )}
      <form class="form" onSubmit={make}>
        <label>{own.length > 0 ? 'Or into a new one' : 'Into a new report'}<input required maxLength={200} placeholder="Name of the report" value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
        {work.error && <p class="note bad" role="alert">{work.error}</p>}
        <div class="row"><button type="submit" class="primary" disabled={work.busy || !name.trim()}>Begin a report</button></div>
      </form>
    </div>
  );
}
