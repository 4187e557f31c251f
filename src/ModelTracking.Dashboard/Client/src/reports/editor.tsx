import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ReportText } from '../api';
import { count } from '../format';
import { useSettled } from '../hooks';
import { Popover } from '../parts/menu';
import { go, href, leaving } from '../url';
import type { Report } from '../types';
import { About } from './about';
import { ReportBody } from './body';
import { Conflict } from './conflict';
import { replaceAll } from './insert';
import { Leave } from './leave';
import { Toolbar } from './toolbar';
import { useWriting } from './writing';

const mostCharacters = 100_000;

/** Text beside its preview, or one at a time where there is no room for both. */
export function Editor({ id, report, start, onMade }: { id: string; report: Report | null; start: ReportText; onMade: (report: Report) => void }): JSX.Element {
  const made = useRef(report?.id ?? '');
  const writing = useWriting(id, report, start, (r) => { made.current = r.id; onMade(r); });
  const { text, change, isDirty, busy, conflict } = writing;
  const [side, setSide] = useState<'write' | 'preview'>('write');
  const [on, setOn] = useState<(() => void) | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const preview = useRef<HTMLDivElement>(null);
  const settled = useSettled(text.content, 500);
  const save = useRef(writing.save);
  save.current = writing.save;

  useEffect(() => {
    document.title = `${text.name || 'New report'} · ModelTracking`;
  }, [text.name]);
  // As soon as the text is on screen Ctrl+S saves it; the browser would save its own page.
  useLayoutEffect(() => {
    const keys = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      save.current();
    };
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  }, []);
  // Before anything else can be done, both ways: a text that was just typed is asked about, and one that is saved or left is not.
  useLayoutEffect(() => {
    if (!isDirty) return;
    const closing = (event: BeforeUnloadEvent): void => event.preventDefault();
    leaving.ask = (way) => setOn(() => way);
    addEventListener('beforeunload', closing);
    return () => {
      leaving.ask = null;
      removeEventListener('beforeunload', closing);
    };
  }, [isDirty]);

  const leave = (way: () => void): void => {
    leaving.ask = null;
    way();
  };
  const show = (): void => go(href(made.current ? `reports/${made.current}` : 'reports'));
  const follow = (): void => {
    const [from, to] = [field.current!, preview.current!];
    // What has the focus in the preview stays in view: a scroll is told late, when one may have gone on with Tab.
    if (to.contains(document.activeElement)) return;
    const room = from.scrollHeight - from.clientHeight;
    if (room > 0) to.scrollTop = (from.scrollTop / room) * (to.scrollHeight - to.clientHeight);
  };
  const left = mostCharacters - text.content.length;
  return (
    <main id="main" class="page editor">
      <h1 class="hidden">{report ? `Edit ${report.name}` : 'New report'}</h1>
      <header class="editbar">
        <input id="report-name" class="name" aria-label="Name of the report" placeholder="Name of the report" maxLength={200} value={text.name} onInput={(e) => change({ name: e.currentTarget.value })} />
        <Popover label={text.isPrivate ? 'Only for me' : text.experiment || 'All experiments'} title="What it is about, and who sees it" side="right">
          {() => <div class="picker reportmenu"><div class="form"><About experiment={text.experiment} isPrivate={text.isPrivate} onExperiment={(experiment) => change({ experiment })} onPrivate={(isPrivate) => change({ isPrivate })} /><p class="quiet">{text.isPrivate ? 'Nobody else sees it in the dashboard.' : text.experiment ? `Those who see the runs of ${text.experiment} see it.` : 'Those who see all experiments see it.'}</p></div></div>}
        </Popover>
        <span class="quiet saved" role="status">{busy ? 'Saving …' : isDirty ? (writing.isKept ? 'Not saved yet' : 'Not saved, and this browser keeps no draft') : writing.version > 0 ? `Saved, version ${writing.version}` : ''}</span>
        <button type="button" class="primary" disabled={busy || !isDirty} title="Ctrl+S" onClick={writing.save}>{writing.isOrphan ? 'Save as a new report' : 'Save'}</button>
        <button type="button" onClick={show}>{writing.version > 0 ? 'Show it' : 'Close'}</button>
      </header>
      {writing.error && <p class="note bad" role="alert">{writing.error}</p>}
      {writing.isDraft && isDirty && !conflict && <Restored onDiscard={writing.discard} />}
      <div class="bench">
        <div class="row between tools">
          <Toolbar field={() => field.current} experiment={text.experiment} />
          <span class="quiet tabular">{left < 10_000 ? `${count(Math.max(0, left))} characters left` : ''}</span>
          <span class="segmented sideswitch" role="group" aria-label="Show">
            <button type="button" aria-pressed={side === 'write'} onClick={() => setSide('write')}>Write</button>
            <button type="button" aria-pressed={side === 'preview'} onClick={() => setSide('preview')}>Preview</button>
          </span>
        </div>
        <div class={`halves ${side}`}>
          <textarea ref={field} class="source" aria-label="Text of the report" spellcheck maxLength={mostCharacters} value={text.content} placeholder={'# What I found\n\nWrite in Markdown. “Insert” puts in charts and tables of runs that stay live.'} onInput={(e) => change({ content: e.currentTarget.value })} onScroll={follow} />
          <div class="preview" ref={preview} tabIndex={0} role="region" aria-label="Preview">{settled.trim() ? <ReportBody text={settled} /> : <p class="quiet pad">What you write is shown here.</p>}</div>
        </div>
      </div>
      {conflict && (
        <Conflict base={conflict.base} mine={text.content} theirs={conflict.theirs} onClose={writing.later}
          onText={(merged) => { const { theirs } = conflict; writing.rebase(theirs); if (text.name === start.name) change({ name: theirs.name }); setTimeout(() => field.current && replaceAll(field.current, merged)); }}
          onOver={() => { writing.rebase(conflict.theirs); setTimeout(() => save.current()); }} />
      )}
      {on && <Leave busy={busy} onStay={() => setOn(null)} onDraft={() => leave(on)} onDiscard={() => { writing.discard(); setTimeout(() => leave(on)); }} onSave={async () => { if (await writing.save()) setTimeout(() => leave(on)); else setOn(null); }} />}
    </main>
  );
}

function Restored({ onDiscard }: { onDiscard: () => void }): JSX.Element {
  const [isSure, setSure] = useState(false);
  return (
    <div class="note row" role="status">
      <span>What you had written here and not saved was brought back.</span>
      <button type="button" class={isSure ? 'danger' : ''} onBlur={() => setSure(false)} onClick={() => (isSure ? onDiscard() : setSure(true))}>{isSure ? 'Throw it away?' : 'Go back to what was saved …'}</button>
    </div>
  );
}
