import type { ComponentChildren, ComponentType, JSX } from 'preact';
import { Loading } from '../parts/basics';
import { Later } from '../parts/later';
import type { Kind, LiveBlock } from './blocks';

// What a report does not use is not loaded with it.
const parts: Record<Kind, () => Promise<ComponentType<any>>> = {
  chart: () => import('./chart').then((m) => m.Chart as ComponentType<any>),
  runs: () => import('./runs').then((m) => m.Runs as ComponentType<any>),
  run: () => import('./run').then((m) => m.OneRun as ComponentType<any>),
  compare: () => import('./compare').then((m) => m.Compare as ComponentType<any>),
  artifact: () => import('./artifact').then((m) => m.OneArtifact as ComponentType<any>),
};

const names: Record<Kind, string> = { chart: 'Chart', runs: 'Runs', run: 'Run', compare: 'Comparison', artifact: 'Artifact' };

/** A live block; what is wrong in its source is said above what can be shown of it. */
export function Live({ block }: { block: LiveBlock }): JSX.Element {
  return (
    <section class={`live live-${block.kind}`} aria-label={block.title || names[block.kind]}>
      {block.problems.length > 0 && <div class="note bad"><p><b>{`In the block “${block.kind}”:`}</b></p><ul>{block.problems.map((p) => <li key={p}>{p}</li>)}</ul></div>}
      {isWhole(block) && <Later page={parts[block.kind]} waiting={<Loading />} block={block} />}
    </section>
  );
}

/** Whether there is enough in it to show something. */
function isWhole(block: LiveBlock): boolean {
  switch (block.kind) {
    case 'chart': return block.metrics.length > 0;
    case 'runs': return true;
    case 'run': return block.run !== '';
    case 'compare': return block.runs.length > 0 || block.query !== '';
    case 'artifact': return block.run !== '' && block.path !== '';
  }
}

/** What stands above a block: what it is, how much of it there is, where to go on. */
export function Head({ title, note, children }: { title?: ComponentChildren; note?: ComponentChildren; children?: ComponentChildren }): JSX.Element | null {
  return title || note || children ? <header class="livehead">{title && <b class="livetitle">{title}</b>}{note && <span class="quiet">{note}</span>}{children && <span class="push">{children}</span>}</header> : null;
}

/** Said of a run that is named, by its owner's choice or because it was deleted, without telling which. */
export const gone = 'This run is not there, or not yours to see.';

export const goneOf = (n: number): string => (n === 0 ? '' : n === 1 ? 'One run of this block is not there, or not yours to see.' : `${n} runs of this block are not there, or not yours to see.`);
