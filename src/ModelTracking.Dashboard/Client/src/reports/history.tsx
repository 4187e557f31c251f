import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api';
import { ago, time } from '../format';
import { useLoad, useWork } from '../hooks';
import { Loading, Trouble } from '../parts/basics';
import { Patch } from '../run/patch';
import { go, href } from '../url';
import { lineDiff, patchOf } from '../viewers/celldiff';
import type { Report, ReportVersion } from '../types';

/** The versions of a report, newest first: shown, compared with the one before, restored. */
export function History({ report, canChange }: { report: Report; canChange: boolean }): JSX.Element {
  const { data, error, again } = useLoad(`${report.id}|${report.version}`, () => api.reportVersions(report.id));
  const work = useWork();
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="the history" />;
  const newest = data[0]?.version ?? report.version;
  const restore = (version: number): Promise<boolean> => work.run(async () => {
    const old = await api.report(report.id, version);
    await api.editReport(report.id, { name: old.name, content: old.content, version: newest });
    go(href(`reports/${report.id}`));
  });
  return (
    <>
      {work.error && <p class="note bad" role="alert">{work.error}</p>}
      <ol class="versions">
        {data.map((v, i) => <Version key={v.version} id={report.id} version={v} before={data[i + 1]} isNewest={v.version === newest} restore={canChange && !work.busy ? () => restore(v.version) : undefined} />)}
      </ol>
      {(data[data.length - 1]?.version ?? 1) > 1 && <p class="quiet">Older versions are in the store’s log, out of sight.</p>}
    </>
  );
}

function Version({ id, version: v, before, isNewest, restore }: { id: string; version: ReportVersion; before?: ReportVersion; isNewest: boolean; restore?: () => void }): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div class="row">
        <a href={href(`reports/${id}`, { version: isNewest ? undefined : String(v.version) })}><b>{`Version ${v.version}`}</b></a>
        {isNewest && <span class="badge">newest</span>}
        <span class="quiet" title={time(v.changed)}>{`${v.changedBy}, ${ago(v.changed)}`}</span>
        {before && before.name !== v.name && <span class="quiet">{`renamed from “${before.name}”`}</span>}
        <span class="push row">
          {before && <button type="button" class="link" aria-expanded={open} aria-label={`${open ? 'Hide what changed' : 'What changed'} in version ${v.version}`} onClick={() => setOpen(!open)}>{open ? 'Hide what changed' : 'What changed'}</button>}
          {!isNewest && restore && <button type="button" aria-label={`Restore as a new version: version ${v.version}`} onClick={restore}>Restore as a new version</button>}
        </span>
      </div>
      {open && before && <Changed id={id} before={before.version} after={v.version} />}
    </li>
  );
}

function Changed({ id, before, after }: { id: string; before: number; after: number }): JSX.Element {
  const { data, error, again } = useLoad(`${id}|${before}|${after}`, () => Promise.all([api.report(id, before), api.report(id, after)]));
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="both versions" />;
  return data[0]!.content === data[1]!.content ? <p class="quiet">The text is the same.</p> : <Patch text={patchOf(lineDiff(data[0]!.content, data[1]!.content))} />;
}
