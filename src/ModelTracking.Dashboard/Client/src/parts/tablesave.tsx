import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { csvCell, download, markdownTable } from '../format';
import { Icon } from './basics';
import { Popover } from './menu';

/** Rows of what is on screen, the first of them the heading: exact for a spreadsheet, as they are read for a text. */
export interface Taken {
  exact: string[][];
  shown: string[][];
}

const copy = (text: string): Promise<void> => navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('The browser gives no clipboard to pages without encryption; save it as a file.'));

/** Saves a table as CSV, or copies it as Markdown. */
export function TableSave({ name, take, disabled }: { name: string; take: () => Promise<Taken> | Taken; disabled?: boolean }): JSX.Element {
  const [said, setSaid] = useState('');
  const work = async (what: (taken: Taken) => void | Promise<void>, done: string): Promise<void> => {
    try {
      await what(await take());
      setSaid(done);
    } catch (error) {
      setSaid((error as Error).message);
    }
  };
  return (
    <Popover label={<><Icon name="download" /> Save</>} title="Save these rows and columns" side="right" disabled={disabled} onOpen={() => setSaid('')}>
      {() => (
        <div class="picker actions">
          <button type="button" class="item" onClick={() => work((t) => download(`${name}.csv`, 'text/csv', t.exact.map((l) => l.map(csvCell).join(',')).join('\r\n')), 'Saved.')}>Save as CSV</button>
          <button type="button" class="item" onClick={() => work((t) => download(`${name}.md`, 'text/markdown', markdownTable(t.shown)), 'Saved.')}>Save as Markdown</button>
          <button type="button" class="item" onClick={() => work((t) => copy(markdownTable(t.shown)), 'Copied.')}>Copy as Markdown</button>
          <p class="quiet pad" role="status">{said}</p>
        </div>
      )}
    </Popover>
  );
}
