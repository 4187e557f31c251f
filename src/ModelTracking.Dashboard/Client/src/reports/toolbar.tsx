import type { JSX } from 'preact';
import { Icon } from '../parts/basics';
import { Popover } from '../parts/menu';
import { useWork } from '../hooks';
import { kinds, type Kind } from './blocks';
import { insertBlock, prefix, wrap } from './insert';
import { labels, template } from './templates';

/** Marks of Markdown and live blocks, put in where the caret is. */
export function Toolbar({ field, experiment }: { field: () => HTMLTextAreaElement | null; experiment: string }): JSX.Element {
  const { busy, error, run } = useWork();
  const act = (work: (f: HTMLTextAreaElement) => void) => (): void => {
    const f = field();
    if (f) work(f);
  };
  const insert = (kind: Kind, close: () => void): void => {
    run(async () => {
      const block = await template(kind, experiment);
      close();
      const f = field();
      if (f) insertBlock(f, block);
    });
  };
  const button = (name: string, title: string, work: (f: HTMLTextAreaElement) => void): JSX.Element => <button type="button" class="bare" aria-label={title} title={title} onClick={act(work)}><Icon name={name} /></button>;
  return (
    <div class="toolbar" role="group" aria-label="Write">
      <Popover label={<><Icon name="add" /> Insert</>} title="Put in a live chart or table">
        {(close) => (
          <div class="picker blocks">
            {kinds.map((k) => <button type="button" class="item" key={k} disabled={busy} onClick={() => insert(k, close)}><b>{labels[k].name}</b><span class="quiet">{labels[k].what}</span></button>)}
            {error && <p class="note bad" role="alert">{error}</p>}
          </div>
        )}
      </Popover>
      {button('heading', 'Heading', (f) => prefix(f, '## '))}
      {button('bold', 'Bold', (f) => wrap(f, '**', '**', 'bold'))}
      {button('italic', 'Italic', (f) => wrap(f, '*', '*', 'italic'))}
      {button('link', 'Link', (f) => wrap(f, '[', '](https://)', 'text'))}
      {button('bullets', 'List', (f) => prefix(f, '- '))}
      {button('code', 'Code', (f) => wrap(f, '`', '`', 'code'))}
    </div>
  );
}
