import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api';
import { ago, time } from '../format';
import { useWork } from '../hooks';
import { CopyButton, Icon, Loading } from '../parts/basics';
import { about } from '../store';
import { go, set } from '../url';
import type { SavedView } from '../types';
import { addressOf, hrefOf, linkTo, loadViews, views } from './state';

/** The views of a page: open, overwrite, rename, keep to oneself or share, delete; and save another. */
export function ViewPanel({ page_: page, open, isChanged, close }: { page_: string; open?: SavedView; isChanged: boolean; close: () => void }): JSX.Element {
  const { busy, error, setError, run } = useWork();
  useEffect(() => {
    loadViews().catch((e: Error) => setError(e.message));
  }, []);
  const canWrite = about.value?.canWrite === true;
  const change: Change = (work) => run(async () => {
    await work();
    await loadViews();
  });
  const own = views.value?.filter((v) => v.address.startsWith(`${page}?`)) ?? null;
  const overwrite = (view: SavedView): Promise<boolean> => change(() => api.editView(view.id, { address: addressOf(page), version: view.version }));
  return (
    <div class="picker views">
      {!own && !error ? <Loading what="views" /> : (
        <ul class="list" aria-label="Saved views">
          {own?.map((v) => <Row key={v.id} view={v} isOpen={v.id === open?.id} busy={busy} change={change} close={close} />)}
          {own?.length === 0 && <li class="quiet">{`No view yet.${canWrite ? ' Set the page up as you like it, and give it a name.' : ''}`}</li>}
        </ul>
      )}
      {error && <p class="note bad" role="alert">{error}</p>}
      {canWrite && open?.isOwn && isChanged && <button type="button" class="primary" disabled={busy} onClick={() => overwrite(open)}>Save the changes to this view</button>}
      {canWrite && own && <Save page={page} own={own} busy={busy} change={change} overwrite={overwrite} close={close} />}
    </div>
  );
}

type Change = (work: () => Promise<unknown>) => Promise<boolean>;

function Row({ view, isOpen, busy, change, close }: { view: SavedView; isOpen: boolean; busy: boolean; change: Change; close: () => void }): JSX.Element {
  const [name, setName] = useState<string | null>(null);
  const [isSure, setSure] = useState(false);
  const rename = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (name?.trim() && (name === view.name || (await change(() => api.editView(view.id, { name: name.trim(), version: view.version }))))) setName(null);
  };
  const remove = async (): Promise<void> => {
    if (!isSure) setSure(true);
    else if ((await change(() => api.deleteView(view.id))) && isOpen) set({ saved: null });
  };
  if (name !== null) {
    return (
      <li>
        <form class="row" onSubmit={rename}>
          <input aria-label={`New name of ${view.name}`} value={name} maxLength={200} required autofocus onInput={(e) => setName(e.currentTarget.value)} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); setName(null); } }} />
          <button type="submit" disabled={busy}>Rename</button>
        </form>
      </li>
    );
  }
  return (
    <li class={isOpen ? 'open' : ''}>
      <a href={hrefOf(view)} aria-current={isOpen ? 'true' : undefined} onClick={(e) => { if (e.button === 0 && !e.metaKey && !e.ctrlKey) { e.preventDefault(); close(); go(hrefOf(view)); } }}>
        <b>{view.name}</b>
        <span class="quiet" title={`Version ${view.version}, ${time(view.changed)}`}>{`${view.owner} · ${ago(view.changed)}`}{view.isPrivate && ' · only for its owner'}</span>
      </a>
      <CopyButton text={linkTo(view)} label={`Copy the link to ${view.name}`} />
      {view.isOwn && about.value?.canWrite && (
        <>
          <button type="button" class="bare" disabled={busy} aria-pressed={view.isPrivate} aria-label={`Only for me: ${view.name}`} title={view.isPrivate ? 'Share it with all' : 'Keep it for its owner alone'} onClick={() => change(() => api.editView(view.id, { isPrivate: !view.isPrivate }))}><Icon name={view.isPrivate ? 'lock' : 'unlock'} /></button>
          <button type="button" class="bare" disabled={busy} aria-label={`Rename ${view.name}`} title="Rename" onClick={() => setName(view.name)}><Icon name="edit" /></button>
          <button type="button" class={isSure ? 'danger' : 'bare'} disabled={busy} aria-label={`Delete ${view.name}`} title="Delete" onClick={remove} onBlur={() => setSure(false)}>{isSure ? 'Delete?' : <Icon name="close" />}</button>
        </>
      )}
    </li>
  );
}

function Save({ page, own, busy, change, overwrite, close }: { page: string; own: SavedView[]; busy: boolean; change: Change; overwrite: (view: SavedView) => Promise<boolean>; close: () => void }): JSX.Element {
  const [name, setName] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const same = own.find((v) => v.isOwn && v.name.toLowerCase() === name.trim().toLowerCase());
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!name.trim()) return;
    let id = same?.id;
    const isDone = same ? await overwrite(same) : await change(async () => { id = (await api.saveView({ name: name.trim(), address: addressOf(page), isPrivate })).id; });
    if (!isDone) return;
    set({ saved: id! });
    close();
  };
  return (
    <form class="form save" onSubmit={save}>
      <label>Save this page as<input required maxLength={200} placeholder="Name of the view" value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
      <div class="row between">
        <label class="switch"><input type="checkbox" checked={isPrivate} disabled={same !== undefined} onChange={(e) => setPrivate(e.currentTarget.checked)} />Only for me</label>
        <button type="submit" class="primary" disabled={busy || !name.trim()}>{same ? 'Overwrite' : 'Save'}</button>
      </div>
    </form>
  );
}
