import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { parse, type CodeBlock } from '../viewers/markdown';
import { MarkdownView } from '../viewers/markdownview';
import { liveBlock, liveBlocks, mostBlocks } from './blocks';
import { Live } from './liveblock';

/** A report as it is read: its text, with live blocks in it. */
export function ReportBody({ text }: { text: string }): JSX.Element {
  const early = useMemo(() => new Set(liveBlocks(parse(text)).slice(0, mostBlocks).map(sourceOf)), [text]);
  const code = (block: CodeBlock): JSX.Element | null => {
    const live = liveBlock(block);
    if (!live) return null;
    return early.has(sourceOf(block)) ? <Live block={live} /> : <><pre tabIndex={0}><code>{block.text}</code></pre><p class="note">{`A report shows ${mostBlocks} live blocks; this one is beyond them. Put it into another report.`}</p></>;
  };
  return <div class="report"><MarkdownView text={text} code={code} below={1} /></div>;
}

// A block that stands in the text twice shows the same twice.
const sourceOf = (block: CodeBlock): string => `${block.language}\n${block.text}`;
