import type { JSX } from 'preact';
import { Dialog } from '../parts/dialog';

/** Asked where somebody goes on with a report that is not saved. */
export function Leave({ busy, onSave, onDraft, onDiscard, onStay }: { busy: boolean; onSave: () => void; onDraft: () => void; onDiscard: () => void; onStay: () => void }): JSX.Element {
  return (
    <Dialog title="This report is not saved" onClose={onStay}>
      <div class="form">
        <p>Save it now, or keep it as a draft in this browser: it is there when you edit the report again.</p>
        <div class="row">
          <button type="button" class="primary" disabled={busy} onClick={onSave}>Save and go on</button>
          <button type="button" onClick={onDraft}>Keep it as a draft</button>
          <button type="button" class="danger" onClick={onDiscard}>Throw it away</button>
        </div>
      </div>
    </Dialog>
  );
}
