import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api';
import { useWork } from '../hooks';
import { Popover } from '../parts/menu';
import { about } from '../store';
import { go, href } from '../url';
import type { Report } from '../types';
import { About } from './about';

/** What one does with a report seldom: rename it, say who sees it, copy it, take it away. */
export function More({ report, canChange, again }: { report: Report; canChange: boolean; again: () => void }): JSX.Element {
  return (
    <Popover label="More" title="Rename, share, copy or delete this report" side="right">
      {(close) => (
        <div class="picker reportmenu">
          {canChange && !report.isOld && <Settings report={report} onDone={() => { close(); again(); }} />}
          <a class="item" href={href(`reports/${report.id}`, { tab: 'history' })}>All versions</a>
          {about.value?.canWrite && <a class="item" href={href('reports/new', { from: report.id })}>Write a copy of it</a>}
          {canChange && <Delete report={report} />}
        </div>
      )}
    </Popover>
  );
}

function Settings({ report, onDone }: { report: Report; onDone: () => void }): JSX.Element {
  const [name, setName] = useState(report.name);
  const [isPrivate, setPrivate] = useState(report.isPrivate);
  const [experiment, setExperiment] = useState(report.experiment);
  const { busy, error, run } = useWork();
  const isSame = name.trim() === report.name && isPrivate === report.isPrivate && experiment === report.experiment;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await run(() => api.editReport(report.id, { name: name.trim(), isPrivate, experiment, version: report.version }))) onDone();
  };
  return (
    <form class="form" onSubmit={save}>
      <label>Name<input required maxLength={200} value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
      <About experiment={experiment} isPrivate={isPrivate} onExperiment={setExperiment} onPrivate={setPrivate} />
      {error && <p class="note bad" role="alert">{error}</p>}
      <div class="row"><button type="submit" class="primary" disabled={busy || isSame || !name.trim()}>Save</button></div>
    </form>
  );
}

function Delete({ report }: { report: Report }): JSX.Element {
  const [isSure, setSure] = useState(false);
  const { busy, error, run } = useWork();
  const remove = async (): Promise<void> => {
    if (!isSure) setSure(true);
    else if (await run(() => api.deleteReport(report.id))) go(href('reports'));
  };
  return (
    <>
      <button type="button" class={`item ${isSure ? 'danger' : ''}`} disabled={busy} onClick={remove} onBlur={() => setSure(false)}>{isSure ? 'Delete it with all its versions?' : 'Delete …'}</button>
      {error && <p class="note bad" role="alert">{error}</p>}
    </>
  );
}
