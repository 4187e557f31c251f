import type { ComponentChildren, JSX } from 'preact';
import { isSaved, type Problem } from '../api';
import type { Status } from '../types';

const paths: Record<string, string> = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.3 7.8 3.2 3.2',
  columns: 'M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9',
  close: 'm4 4 8 8m0-8-8 8',
  down: 'm4 6 4 4 4-4',
  right: 'm6 4 4 4-4 4',
  up: 'M8 13V3.5m-4 4 4-4 4 4',
  download: 'M8 2.5V10m-3-3 3 3 3-3M3 13h10',
  help: 'M6 6a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1.1m0 2.2v.1M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8Z',
  expand: 'M9.5 2.5h4v4m0-4-4.5 4.5M6.5 13.5h-4v-4m0 4L7 9',
  file: 'M4 1.8h5l3 3v9.4H4zM9 1.8v3h3',
  folder: 'M1.8 4h4l1.4 1.6h7v7.2H1.8z',
  copy: 'M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2',
  star: 'm8 1.8 1.9 4 4.3.5-3.2 3 .9 4.3L8 11.5l-3.9 2.1.9-4.3-3.2-3 4.3-.5z',
  leave: 'M6.5 2.5h-4v11h4M6 8h7.5m-3-3 3 3-3 3',
  bookmark: 'M4 2.5h8v11L8 10.5l-4 3z',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  unlock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 4.8-1',
  edit: 'm3 13 .7-2.8L11 2.9 13.1 5l-7.3 7.3z',
  check: 'm3 8.5 3.3 3.3L13 4.8',
  add: 'M8 3v10M3 8h10',
  heading: 'M4 3v10M12 3v10M4 8h8',
  bold: 'M4.5 3h4a2.5 2.5 0 0 1 0 5h-4zM4.5 8h4.7a2.5 2.5 0 0 1 0 5H4.5z',
  italic: 'M6.5 3h5M4.5 13h5M9.5 3l-3 10',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2A2.6 2.6 0 0 0 9 3.3l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.8-.8',
  bullets: 'M6 4h7M6 8h7M6 12h7M3 4h.1M3 8h.1M3 12h.1',
  code: 'm5.5 4.5-3.5 3.5 3.5 3.5m5-7 3.5 3.5-3.5 3.5',
  pin: 'M6 2h4l-.4 4.2 2.4 2.3H4l2.4-2.3zM8 8.5V14',
  more: 'M8 3.4v.1M8 8v.1M8 12.6v.1',
  curve: 'M2 12.5c2.5 0 2.5-8 5-8s2.5 5 7 5',
  data: 'M3 4.2C3 3 5.2 2.2 8 2.2s5 .8 5 2-2.2 2-5 2-5-.8-5-2Zm0 0v7.6c0 1.2 2.2 2 5 2s5-.8 5-2V4.2M3 8c0 1.2 2.2 2 5 2s5-.8 5-2',
  run: 'm5 3.2 7.5 4.8L5 12.8z',
  version: 'M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6',
  stage: 'M3.5 14V2.5h9L10.2 6l2.3 3.5h-9',
  report: 'M3.5 2h9v12h-9zM6 5.5h4M6 8h4M6 11v-.6M8 11V9.8M10 11v-1.6',
};

export function Icon({ name }: { name: string }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** A status is told by shape and word, not by colour alone. */
export function StatusMark({ status, short }: { status: string; short?: boolean }): JSX.Element {
  const word = status.charAt(0).toUpperCase() + status.slice(1).toLowerCase();
  const shape = { Running: 'M4 4h8v8H4z', Finished: 'm4 8.5 2.7 2.7L12 5.5', Failed: 'm4.5 4.5 7 7m0-7-7 7', Killed: 'M4 8h8', Crashed: 'M8 3.5v5.5m0 2.8v.2' }[word as Status];
  return (
    <span class={`status ${word}`} title={word}>
      <svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
        {word === 'Running' ? <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" /> : <path d={shape} />}
      </svg>
      <span class={short ? 'hidden' : ''}>{word}</span>
    </span>
  );
}

export function Trouble({ error, again }: { error: Problem | Error; again?: () => void }): JSX.Element {
  return (
    <div class="note bad" role="alert">
      <p>{error.message}</p>
      {again && !isSaved && <button type="button" onClick={again}>Try again</button>}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Loading({ what }: { what?: string }): JSX.Element {
  return <p class="loading" role="status">{`Loading${what ? ` ${what}` : ''} …`}</p>;
}

/** Names and values, two columns. */
export function Facts({ facts }: { facts: [string, ComponentChildren][] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Section({ title, note, children, actions }: { title: string; note?: ComponentChildren; children: ComponentChildren; actions?: ComponentChildren }): JSX.Element {
  return (
    <section class="section">
      <header>
        <h2>{title}</h2>
        {note && <span class="quiet">{note}</span>}
        {actions && <span class="actions">{actions}</span>}
      </header>
      {children}
    </section>
  );
}

export function CopyButton({ text, label }: { text: string; label: string }): JSX.Element {
  const copy = (event: MouseEvent): void => {
    const button = event.currentTarget as HTMLElement;
    navigator.clipboard?.writeText(text).then(() => {
      button.classList.add('done');
      setTimeout(() => button.classList.remove('done'), 1200);
    });
  };
  return (
    <button type="button" class="bare copy" onClick={copy} aria-label={label} title={label}>
      <Icon name="copy" />
    </button>
  );
}
