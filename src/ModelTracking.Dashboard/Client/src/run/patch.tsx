import type { JSX } from 'preact';

/** A unified diff, each line coloured by what it does and marked by its sign. */
export function Patch({ text }: { text: string }): JSX.Element {
  const lines = text.split('\n');
  const most = 5000;
  return (
    <pre class="patch" tabIndex={0}>
      {lines.slice(0, most).map((line, i) => (
        <span key={i} class={line.startsWith('+++') || line.startsWith('---') || line.startsWith('diff ') ? 'file' : line.startsWith('@@') ? 'place' : line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : ''}>{`${line}\n`}</span>
      ))}
      {lines.length > most && <span class="place">{`… ${lines.length - most} more lines; download the patch to see them`}</span>}
    </pre>
  );
}
