import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api';
import { useWork } from '../hooks';
import { CopyButton, Icon } from '../parts/basics';
import { Dialog } from '../parts/dialog';
import { about, experiments } from '../store';
import type { NewKey as Made } from '../types';

interface Grant { role: string; kind: '' | 'experiment' | 'model'; name: string }

const roles = ['reader', 'editor', 'manager', 'approver', 'administrator'];
const text = (g: Grant): string => (g.kind ? `${g.role}:${g.kind}=${g.name.trim()}` : g.role);

/** Makes a key, and shows its secret the only time there is. */
export function NewKey({ onClose }: { onClose: () => void }): JSX.Element {
  const [made, setMade] = useState<Made | null>(null);
  return <Dialog title={made ? `The key of ${made.key.name}` : 'New key'} onClose={onClose}>{made ? <Secret made={made} onClose={onClose} /> : <Wanted onMade={setMade} onClose={onClose} />}</Dialog>;
}

function Secret({ made, onClose }: { made: Made; onClose: () => void }): JSX.Element {
  return (
    <div class="form">
      <p role="status">Copy it now: it is kept nowhere, and not to be had again.</p>
      <p class="row secret"><code>{made.secret}</code><CopyButton text={made.secret} label="Copy the key" /></p>
      <p class="quiet">People paste it into the login page. Programs send <code>Authorization: Bearer KEY</code>.</p>
      <div class="row"><button type="button" class="primary" onClick={onClose}>I have it</button></div>
    </div>
  );
}

function Wanted({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }): JSX.Element {
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [grants, setGrants] = useState<Grant[]>([{ role: 'reader', kind: '', name: '' }]);
  const { busy, error, run } = useWork();
  const change = (i: number, part: Partial<Grant>): void => setGrants(grants.map((g, k) => (k !== i ? g : { ...g, ...part, ...(part.role === 'administrator' ? { kind: '' as const } : {}) })));
  const send = (event: Event): void => {
    event.preventDefault();
    void run(async () => onMade(await api.makeKey({ name: name.trim(), grants: grants.map(text), days: days ? Number(days) : undefined })));
  };
  return (
    <form class="form" onSubmit={send}>
      <label>Whose it is, or what for<input required maxLength={200} value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
      <fieldset class="tags">
        <legend>What it may do</legend>
        {grants.map((g, i) => (
          <div class="row" key={i}>
            <select aria-label={`Role ${i + 1}`} value={g.role} onChange={(e) => change(i, { role: e.currentTarget.value })}>{roles.filter((r) => about.value?.canAdminister || (r !== 'administrator' && r !== 'approver')).map((r) => <option key={r}>{r}</option>)}</select>
            <select aria-label={`What role ${i + 1} is limited to`} value={g.kind} disabled={g.role === 'administrator'} onChange={(e) => change(i, { kind: e.currentTarget.value as Grant['kind'] })}>
              <option value="">of everything</option>
              {g.role !== 'approver' && <option value="experiment">of experiment</option>}
              <option value="model">of model</option>
            </select>
            {g.kind && <input required aria-label={`Name that role ${i + 1} is limited to`} placeholder="name or begin*" list={g.kind === 'experiment' ? 'known-experiments' : undefined} value={g.name} onInput={(e) => change(i, { name: e.currentTarget.value })} />}
            <button type="button" class="bare" aria-label={`Remove role ${i + 1}`} disabled={grants.length === 1} onClick={() => setGrants(grants.filter((_, k) => k !== i))}><Icon name="close" /></button>
          </div>
        ))}
        <button type="button" class="link" onClick={() => setGrants([...grants, { role: 'reader', kind: 'experiment', name: '' }])}>Another role</button>
        <datalist id="known-experiments">{experiments.value?.experiments.slice(0, 200).map((e) => <option key={e.name} value={e.name} />)}</datalist>
      </fieldset>
      <label>Ends<select value={days} onChange={(e) => setDays(e.currentTarget.value)}>
        <option value="7">in 7 days</option><option value="30">in 30 days</option><option value="90">in 90 days</option><option value="365">in a year</option><option value="">never</option>
      </select></label>
      {error && <p class="note bad" role="alert">{error}</p>}
      <div class="row"><button type="submit" class="primary" disabled={busy}>Make the key</button><button type="button" onClick={onClose}>Cancel</button></div>
    </form>
  );
}
