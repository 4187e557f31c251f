import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { isSafe, parse, type Block, type Inline } from './markdown';

/** Markdown drawn as elements of the page; `image` gives the address of a picture of this store, null for all others. */
export function MarkdownView({ text, image }: { text: string; image?: (path: string) => string | null }): JSX.Element {
  const cut = text.length > 300_000;
  const blocks = useMemo(() => parse(cut ? text.slice(0, 300_000) : text), [text]);
  return (
    <div class="markdown">
      {blocks.map((b, i) => <One key={i} block={b} image={image} />)}
      {cut && <p class="note">Only the beginning is shown.</p>}
    </div>
  );
}

type Image = ((path: string) => string | null) | undefined;

function One({ block, image }: { block: Block; image: Image }): JSX.Element {
  switch (block.kind) {
    case 'heading': {
      // Below the page's own headings.
      const Tag = `h${Math.min(6, block.level + 2)}` as 'h3';
      return <Tag class={`level${block.level}`}><Inlines list={block.inner} image={image} /></Tag>;
    }
    case 'paragraph': return <p><Inlines list={block.inner} image={image} /></p>;
    case 'code': return <pre tabIndex={0}><code>{block.text}</code></pre>;
    case 'quote': return <blockquote>{block.blocks.map((b, i) => <One key={i} block={b} image={image} />)}</blockquote>;
    case 'rule': return <hr />;
    case 'list': {
      const items = block.items.map((item, i) => <li key={i} class={item.done === undefined ? '' : 'task'}>{item.done !== undefined && <input type="checkbox" checked={item.done} disabled aria-label={item.done ? 'done' : 'not done'} />}{item.blocks.map((b, k) => (b.kind === 'paragraph' && item.blocks.length === 1 ? <Inlines key={k} list={b.inner} image={image} /> : <One key={k} block={b} image={image} />))}</li>);
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table">
          <table class="plain wide">
            <thead><tr>{block.head.map((h, i) => <th scope="col" key={i} class={block.align[i]}><Inlines list={h} image={image} /></th>)}</tr></thead>
            <tbody>{block.rows.map((r, k) => <tr key={k}>{r.map((c, i) => <td key={i} class={block.align[i]}><Inlines list={c} image={image} /></td>)}</tr>)}</tbody>
          </table>
        </div>
      );
  }
}

function Inlines({ list, image }: { list: Inline[]; image: Image }): JSX.Element {
  return <>{list.map((x, i) => <InlineView key={i} x={x} image={image} />)}</>;
}

function InlineView({ x, image }: { x: Inline; image: Image }): JSX.Element {
  switch (x.kind) {
    case 'text': return <>{x.text}</>;
    case 'code': return <code>{x.text}</code>;
    case 'strong': return <strong><Inlines list={x.inner} image={image} /></strong>;
    case 'em': return <em><Inlines list={x.inner} image={image} /></em>;
    case 'del': return <del><Inlines list={x.inner} image={image} /></del>;
    case 'link': return isSafe(x.to) ? <a href={x.to} target="_blank" rel="noopener noreferrer" title={x.to}><Inlines list={x.inner} image={image} /></a> : <><Inlines list={x.inner} image={image} />{x.to && <span class="quiet">{` (${x.to})`}</span>}</>;
    case 'image': {
      // Nothing is fetched from elsewhere: a picture that is no artifact of the run is named.
      const url = image?.(x.to) ?? null;
      return url ? <img class="picture" loading="lazy" src={url} alt={x.alt || x.to} /> : <span class="quiet">{`[picture: ${x.alt || x.to}]`}</span>;
    }
  }
}
