import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { ago, plural } from '../format';
import { Dialog } from '../parts/dialog';
import { Patch } from '../run/patch';
import { lineDiff, patchOf } from '../viewers/celldiff';
import type { Report } from '../types';
import { merge } from './merge';

/** Somebody else has saved meanwhile: what theirs and one's own have unlike, and what may become of both. */
export function Conflict({ base, mine, theirs, onText, onOver, onClose }: { base: string; mine: string; theirs: Report; onText: (text: string) => void; onOver: () => void; onClose: () => void }): JSX.Element {
  const merged = useMemo(() => merge(base, mine, theirs.content, { mine: 'yours', theirs: `version ${theirs.version}, ${theirs.changedBy}` }), [base, mine, theirs]);
  const patch = useMemo(() => patchOf(lineDiff(theirs.content, mine)), [mine, theirs]);
  return (
    <Dialog title="Somebody saved another version meanwhile" onClose={onClose}>
      <p>{`${theirs.changedBy} saved version ${theirs.version} ${ago(theirs.changed)}. Yours is not lost: it stays in the editor, and as a draft, until you have decided.`}</p>
      {patch ? (
        <>
          <p class="quiet legend"><b>−</b>{' theirs alone '}<b>+</b>{' yours alone'}</p>
          <div class="both"><Patch text={patch} /></div>
        </>
      ) : <p class="quiet">The texts are the same; only name or sharing differ.</p>}
      <div class="row">
        <button type="button" class="primary" onClick={() => onText(merged.text)}>{merged.both === 0 ? 'Merge both' : 'Put both into the text'}</button>
        <button type="button" onClick={onOver} title="Theirs stays in the history">Save mine over it</button>
        <button type="button" onClick={() => onText(theirs.content)} title="Undo in the editor brings yours back">Take theirs</button>
        <button type="button" onClick={onClose}>Go on writing</button>
      </div>
      <p class="quiet">{merged.both === 0 ? 'The changes are in different places, so both can stand.' : `In ${plural(merged.both, 'place')} both have changed the same lines; they are put below each other there, between marks.`}</p>
    </Dialog>
  );
}
