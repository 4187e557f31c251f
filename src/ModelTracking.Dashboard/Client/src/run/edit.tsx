import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api, isSaved } from '../api';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/basics';
import { about } from '../store';
import type { Run } from '../types';

const starred = 'modeltracking.starred';

/** Star and edit of a run, where the dashboard may change it. */
export function EditRun({ run, again }: { run: Run; again: () => void }): JSX.Element | null {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState('');
  if (isSaved || !about.value?.canWrite) return null;
  const isStarred = run.tags[starred] === 'true';
  const star = (): void => {
    api.edit(run.id, { starred: !isStarred }).then(again, (e: Error) => setError(e.message));
  };
  return (
    <>
      <button type="button" class={`bare star ${isStarred ? 'on' : ''}`} aria-pressed={isStarred} aria-label="Star" title={isStarred ? 'Take the star back' : 'Star'} onClick={star}><Icon name="star" /></button>
      {error && <span class="worse" role="alert">{error}</span>}
      <button type="button" onClick={() => setOpen(true)}>Edit …</button>
      {open && <EditDialog run={run} onDone={() => { setOpen(false); again(); }} onClose={() => setOpen(false)} />}
    </>
  );
}

function EditDialog({ run, onDone, onClose }: { run: Run; onDone: () => void; onClose: () => void }): JSX.Element {
  const own = Object.entries(run.tags).filter(([k]) => !k.startsWith('modeltracking.')).sort();
  const [name, setName] = useState(run.name);
  const [note, setNote] = useState(run.description ?? '');
  const [tags, setTags] = useState<[string, string][]>([...own, ['', '']]);
  const [error, setError] = useState('');
  const change = (i: number, key: string, value: string): void => {
    const next = tags.map((t, k) => (k === i ? ([key, value] as [string, string]) : t));
    setTags(next[next.length - 1]![0] ? [...next, ['', '']] : next);
  };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wanted = new Map(tags.filter(([k]) => k.trim()).map(([k, v]) => [k.trim(), v]));
    const changed: Record<string, string | null> = {};
    for (const [k, v] of wanted) if (run.tags[k] !== v) changed[k] = v;
    for (const [k] of own) if (!wanted.has(k)) changed[k] = null;
    try {
      await api.edit(run.id, { name: name === run.name ? undefined : name, note: note === (run.description ?? '') ? undefined : note, tags: changed });
      onDone();
    } catch (problem) {
      setError((problem as Error).message);
    }
  };
  return (
    <Dialog title="Edit the run" onClose={onClose}>
      <form class="form" onSubmit={send}>
        <label>Name<input required value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
        <label>Note<textarea rows={5} value={note} onInput={(e) => setNote(e.currentTarget.value)} /></label>
        <fieldset class="tags">
          <legend>Tags</legend>
          {tags.map(([k, v], i) => (
            <div class="row" key={i}>
              <input aria-label={`Key of tag ${i + 1}`} placeholder="key" value={k} onInput={(e) => change(i, e.currentTarget.value, v)} />
              <input aria-label={`Value of tag ${i + 1}`} placeholder="value" value={v} onInput={(e) => change(i, k, e.currentTarget.value)} />
              <button type="button" class="bare" aria-label={`Remove tag ${k || i + 1}`} disabled={!k} onClick={() => setTags(tags.filter((_, n) => n !== i))}><Icon name="close" /></button>
            </div>
          ))}
        </fieldset>
        {error && <p class="note bad" role="alert">{error}</p>}
        <div class="row"><button type="submit" class="primary">Save</button><button type="button" onClick={onClose}>Cancel</button></div>
        <p class="quiet">What was there before stays in the run’s history.</p>
      </form>
    </Dialog>
  );
}
