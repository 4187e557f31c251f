import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { isSafe, parse, type Block, type CodeBlock, type Inline } from './markdown';

/** What else than a page's own is drawn of a Markdown text. */
export interface Drawn {
  /** The address of a picture of this store; null for all others. */
  image?: (path: string) => string | null;
  /** A code block that is more than code; null for all others. */
  code?: (block: CodeBlock) => JSX.Element | null;
  /** How many levels of headings the page has above. */
  below?: number;
}

/** Markdown drawn as elements of the page. */
export function MarkdownView({ text, ...drawn }: Drawn & { text: string }): JSX.Element {
  const cut = text.length > 300_000;
  const blocks = useMemo(() => parse(cut ? text.slice(0, 300_000) : text), [text]);
  const names = useMemo(() => keys(blocks), [blocks]);
  return (
    <div class="markdown">
      {blocks.map((b, i) => <One key={names[i]} block={b} drawn={drawn} />)}
      {cut && <p class="note">Only the beginning is shown.</p>}
    </div>
  );
}

/** What is drawn of code stays what it is while text is written above it. */
function keys(blocks: Block[]): string[] {
  const seen = new Map<string, number>();
  return blocks.map((b, i) => {
    if (b.kind !== 'code') return String(i);
    const source = `${b.language}\n${b.text}`;
    seen.set(source, (seen.get(source) ?? 0) + 1);
    return `${seen.get(source)} ${source}`;
  });
}

function One({ block, drawn }: { block: Block; drawn: Drawn }): JSX.Element {
  switch (block.kind) {
    case 'heading': {
      // Below the page's own headings.
      const Tag = `h${Math.min(6, block.level + (drawn.below ?? 2))}` as 'h3';
      return <Tag class={`level${block.level}`}><Inlines list={block.inner} drawn={drawn} /></Tag>;
    }
    case 'paragraph': return <p><Inlines list={block.inner} drawn={drawn} /></p>;
    case 'code': return drawn.code?.(block) ?? <pre tabIndex={0}><code>{block.text}</code></pre>;
    case 'quote': return <blockquote>{block.blocks.map((b, i) => <One key={i} block={b} drawn={drawn} />)}</blockquote>;
    case 'rule': return <hr />;
    case 'list': {
      const items = block.items.map((item, i) => <li key={i} class={item.done === undefined ? '' : 'task'}>{item.done !== undefined && <input type="checkbox" checked={item.done} disabled aria-label={item.done ? 'done' : 'not done'} />}{item.blocks.map((b, k) => (b.kind === 'paragraph' && item.blocks.length === 1 ? <Inlines key={k} list={b.inner} drawn={drawn} /> : <One key={k} block={b} drawn={drawn} />))}</li>);
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table">
          <table class="plain wide">
            <thead><tr>{block.head.map((h, i) => <th scope="col" key={i} class={block.align[i]}><Inlines list={h} drawn={drawn} /></th>)}</tr></thead>
            <tbody>{block.rows.map((r, k) => <tr key={k}>{r.map((c, i) => <td key={i} class={block.align[i]}><Inlines list={c} drawn={drawn} /></td>)}</tr>)}</tbody>
          </table>
        </div>
      );
  }
}

function Inlines({ list, drawn }: { list: Inline[]; drawn: Drawn }): JSX.Element {
  return <>{list.map((x, i) => <InlineView key={i} x={x} drawn={drawn} />)}</>;
}

function InlineView({ x, drawn }: { x: Inline; drawn: Drawn }): JSX.Element {
  switch (x.kind) {
    case 'text': return <>{x.text}</>;
    case 'code': return <code>{x.text}</code>;
    case 'strong': return <strong><Inlines list={x.inner} drawn={drawn} /></strong>;
    case 'em': return <em><Inlines list={x.inner} drawn={drawn} /></em>;
    case 'del': return <del><Inlines list={x.inner} drawn={drawn} /></del>;
    case 'link': return isSafe(x.to) ? <a href={x.to} target="_blank" rel="noopener noreferrer" title={x.to}><Inlines list={x.inner} drawn={drawn} /></a> : <><Inlines list={x.inner} drawn={drawn} />{x.to && <span class="quiet">{` (${x.to})`}</span>}</>;
    case 'image': {
      // Nothing is fetched from elsewhere: a picture that is no artifact of the run is named.
      const url = drawn.image?.(x.to) ?? null;
      return url ? <img class="picture" loading="lazy" src={url} alt={x.alt || x.to} /> : <span class="quiet">{`[picture: ${x.alt || x.to}]`}</span>;
    }
  }
}
