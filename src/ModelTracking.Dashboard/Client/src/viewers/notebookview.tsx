import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Empty } from '../parts/basics';
import { MarkdownView } from './markdownview';
import { cellsOf, type Cell, type Output } from './notebook';

const most = 500;

/** A notebook as it was saved: texts, code and what it had put out. */
export function NotebookView({ path, text }: { path: string; text: string }): JSX.Element {
  const cells = useMemo(() => cellsOf(path, text), [path, text]);
  if (!cells) return <><p class="note">This is no notebook that can be read; it is shown as text.</p><pre class="text" tabIndex={0}>{text}</pre></>;
  if (cells.length === 0) return <Empty title="An empty notebook" />;
  return (
    <div class="notebook">
      {cells.slice(0, most).map((c, i) => <CellView key={i} cell={c} />)}
      {cells.length > most && <p class="note">{`Showing ${most} of ${cells.length} cells.`}</p>}
    </div>
  );
}

export function CellView({ cell }: { cell: Cell }): JSX.Element {
  return (
    <section class={`nbcell ${cell.kind}`} aria-label={cell.kind === 'code' ? `Code${cell.count === undefined ? '' : ` ${cell.count}`}` : 'Text'}>
      {cell.kind === 'markdown' ? <MarkdownView text={cell.source} /> : (
        <>
          <div class="nbhead quiet"><span>{cell.count === undefined ? '' : `[${cell.count}]`}</span><span>{cell.language}</span></div>
          <pre tabIndex={0}><code>{cell.source}</code></pre>
        </>
      )}
      <Outputs outputs={cell.outputs} />
    </section>
  );
}

export function Outputs({ outputs }: { outputs: Output[] }): JSX.Element | null {
  if (outputs.length === 0) return null;
  return (
    <div class="outputs">
      {outputs.slice(0, 40).map((o, i) => {
        switch (o.kind) {
          case 'image': return <img key={i} class="picture" src={o.text} alt="Output of the cell" />;
          // Runs nothing and loads nothing: it is in a sandbox and under the page's policy.
          case 'html': return <iframe key={i} class="frame small" sandbox="" srcdoc={o.text} title="Output of the cell" />;
          default: return <pre key={i} class={o.kind} tabIndex={0}>{o.text.length > 20_000 ? `${o.text.slice(0, 20_000)}…` : o.text}</pre>;
        }
      })}
      {outputs.length > 40 && <p class="quiet">{`and ${outputs.length - 40} more outputs`}</p>}
    </div>
  );
}
