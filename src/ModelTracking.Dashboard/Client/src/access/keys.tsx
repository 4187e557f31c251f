import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api';
import { ago, plural, time } from '../format';
import { useLoad } from '../hooks';
import { Empty, Loading, Trouble } from '../parts/basics';
import { about } from '../store';
import { route, set } from '../url';
import type { Key } from '../types';
import { NewKey } from './newkey';

const day = 86_400_000;

/** When a key ends, and whether that is near. */
function Ends({ key_: key }: { key_: Key }): JSX.Element {
  if (key.revoked) return <span class="quiet" title={time(key.revoked)}>{`revoked ${ago(key.revoked)}`}</span>;
  if (key.expires === undefined) return <>never</>;
  const left = Math.ceil((key.expires - Date.now()) / day);
  if (left <= 0) return <span class="quiet" title={time(key.expires)}>{`ended ${ago(key.expires)}`}</span>;
  return <span class={left <= 7 ? 'warn' : ''} title={time(key.expires)}>{`in ${plural(left, 'day')}`}</span>;
}

/** The keys that one may manage: what each may do, when it ends, when it was last used. */
export function Keys(): JSX.Element {
  const { data, error, again } = useLoad('keys', api.keys);
  const [isNew, setNew] = useState(false);
  const [problem, setProblem] = useState('');
  const showsAll = route.value.query.get('all') === '1';
  const canWrite = about.value?.canWrite === true;
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="keys" />;
  const shown = data.filter((k) => showsAll || k.isValid);
  const revoke = async (key: Key): Promise<void> => {
    try {
      await api.revokeKey(key.id);
      setProblem('');
      again();
    } catch (e) {
      setProblem((e as Error).message);
    }
  };
  return (
    <>
      <div class="controls">
        {canWrite && <button type="button" class="primary" onClick={() => setNew(true)}>New key …</button>}
        {data.some((k) => !k.isValid) && <label class="switch"><input type="checkbox" checked={showsAll} onChange={(e) => set({ all: e.currentTarget.checked ? '1' : null })} />{`With ${plural(data.filter((k) => !k.isValid).length, 'key')} that ended`}</label>}
      </div>
      {problem && <p class="note bad" role="alert">{problem}</p>}
      {shown.length === 0 ? (
        <Empty title="No valid key"><p>{canWrite ? 'Make one for each person and program, with no more rights than they need.' : 'Those who look after this dashboard make keys.'}</p></Empty>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="API keys">
          <table class="plain wide accesskeys">
            <thead><tr><th scope="col">Name</th><th scope="col">Key</th><th scope="col">May</th><th scope="col">Last used</th><th scope="col">Ends</th><th scope="col">Made</th>{canWrite && <th scope="col"><span class="hidden">Revoke</span></th>}</tr></thead>
            <tbody>
              {shown.map((k) => (
                <tr key={k.id} class={k.isValid ? '' : 'over'}>
                  <th scope="row">{k.name}</th>
                  <td><code>{`mtk_${k.id}_…`}</code></td>
                  <td class="grants">{k.grants.map((g) => <code key={g}>{g}</code>)}</td>
                  <td class="when">{k.lastUsed ? <span title={time(k.lastUsed)}>{ago(k.lastUsed)}</span> : <span class="quiet">never</span>}</td>
                  <td class="when"><Ends key_={k} /></td>
                  <td class="when"><span title={`${time(k.created)} by ${k.createdBy}`}>{ago(k.created)}</span> <span class="quiet">{`by ${k.createdBy}`}</span></td>
                  {canWrite && <td>{k.isValid && <Revoke name={k.name} onRevoke={() => revoke(k)} />}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isNew && <NewKey onClose={() => { setNew(false); again(); }} />}
    </>
  );
}

/** Asks once more: what is revoked opens nothing from then on, and stays so. */
function Revoke({ name, onRevoke }: { name: string; onRevoke: () => void }): JSX.Element {
  const [isSure, setSure] = useState(false);
  return <button type="button" class={isSure ? 'danger' : ''} aria-label={`Revoke the key of ${name}`} onBlur={() => setSure(false)} onClick={() => (isSure ? onRevoke() : setSure(true))}>{isSure ? 'Revoke for good?' : 'Revoke'}</button>;
}
