import type { JSX } from 'preact';
import { signed, toNumber } from '../format';
import { Patch } from '../run/patch';
import type { Diff } from '../types';
import { Empty } from './basics';

/** What differs between two commits, by part. */
export function DiffView({ diff }: { diff: Diff }): JSX.Element {
  if (diff.changes.length === 0) return <Empty title="No difference"><p>Both have the same model, code, data, configuration and environment.</p></Empty>;
  const parts = [...new Set(diff.changes.map((c) => c.part))];
  return (
    <>
      {diff.total > diff.changes.length && <p class="note">{`Showing ${diff.changes.length} of ${diff.total} changes.`}</p>}
      <div class="scroll" tabIndex={0} role="region" aria-label="Changes">
        <table class="plain wide diff">
          <thead><tr><th scope="col">What</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
          {parts.map((part) => (
            <tbody key={part}>
              <tr class="part"><th scope="rowgroup" colSpan={3}>{part}</th></tr>
              {diff.changes.filter((c) => c.part === part).map((c) => (
                <>
                  <tr key={c.key}>
                    <th scope="row">{c.key}<small>{c.kind.toLowerCase()}</small></th>
                    <td class="wrap">{c.before ?? <span class="none">–</span>}</td>
                    <td class="wrap">{c.after ?? <span class="none">–</span>}{c.delta !== undefined && <small class={c.isBetter === undefined ? '' : c.isBetter ? 'better' : 'worse'}>{signed(toNumber(c.delta))}</small>}</td>
                  </tr>
                  {c.details.length > 0 && <tr key={`${c.key}-details`}><td colSpan={3}><details><summary>What changed inside</summary><Patch text={c.details.join('\n')} /></details></td></tr>}
                </>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}
