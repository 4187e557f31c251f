import type { JSX } from 'preact';
import { api } from '../api';
import { count, time } from '../format';
import { useLoad, useSettled } from '../hooks';
import { Empty, Loading, Trouble } from '../parts/basics';
import { route, set } from '../url';

const page = 100;

/** Who did what: page by page, newest first, filtered by any word of it. */
export function Audit(): JSX.Element {
  const query = route.value.query;
  const q = query.get('q') ?? '';
  const refused = query.get('refused') ?? '';
  const from = Number(query.get('from') ?? 0) || 0;
  const settled = useSettled(q);
  const { data, error, again } = useLoad(`${settled}|${refused}|${from}`, (signal) => api.audit({ q: settled, refused, from, limit: page }, signal));
  const last = data ? from + data.entries.length : 0;
  return (
    <>
      <div class="controls">
        <input type="search" class="find" placeholder="Who, what, to what, from where" aria-label="Find in the audit log" maxLength={200} value={q} onInput={(e) => set({ q: e.currentTarget.value, from: null })} />
        <label class="switch"><input type="checkbox" checked={refused === '1'} onChange={(e) => set({ refused: e.currentTarget.checked ? '1' : null, from: null })} />Only what was refused</label>
        <button type="button" onClick={again}>Look again</button>
        {data && data.total > 0 && (
          <span class="push row">
            <span class="quiet" role="status">{`${count(from + 1)}–${count(last)} of ${count(data.total)}${data.isCut ? ' newest' : ''}`}</span>
            <button type="button" disabled={from === 0} onClick={() => set({ from: from > page ? String(from - page) : null })}>Newer</button>
            <button type="button" disabled={last >= data.total} onClick={() => set({ from: String(from + page) })}>Older</button>
          </span>
        )}
      </div>
      {data && data.problems.length > 0 && <div class="note bad" role="alert"><p>The audit log is not what was written:</p><ul>{data.problems.map((p) => <li key={p}>{p}</li>)}</ul></div>}
      {error && !data ? <Trouble error={error} again={again} /> : !data ? <Loading what="the audit log" /> : data.entries.length === 0 ? (
        <Empty title={q || refused ? 'Nothing of that kind was noted' : 'Nothing was noted yet'}><p>Logins, changes and refusals stand here.</p></Empty>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Audit log">
          <table class="plain wide audit">
            <thead><tr><th scope="col">Time</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">To what</th><th scope="col">Details</th><th scope="col">From</th></tr></thead>
            <tbody>
              {data.entries.map((e, i) => (
                <tr key={`${from}-${i}`}>
                  <td class="when">{time(e.time)}</td>
                  <td>{e.by}</td>
                  <td><code>{e.action}</code></td>
                  <td>{e.target}</td>
                  <td>{e.details}{e.problem && <span class="worse">{`${e.details ? ' · ' : ''}${e.problem}`}</span>}</td>
                  <td class="quiet">{e.from}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
