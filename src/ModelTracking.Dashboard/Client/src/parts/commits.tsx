import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { api } from '../api';
import { color } from '../colors';
import { ago, time } from '../format';
import { useLoad, useWidth } from '../hooks';
import { href, set } from '../url';
import type { Commit, History } from '../types';
import { Loading, Trouble } from './basics';
import { DiffView } from './diff';

/** Each commit's lane; a branch keeps its lane until it is merged. */
function lanes(commits: Commit[]): { lane: Map<string, number>; width: number } {
  const lane = new Map<string, number>();
  const open: (string | null)[] = [];
  let width = 1;
  for (const c of commits) {
    let at = open.indexOf(c.id);
    if (at < 0) at = open.indexOf(null) >= 0 ? open.indexOf(null) : open.length;
    lane.set(c.id, at);
    for (let i = 0; i < open.length; i++) if (open[i] === c.id) open[i] = null;
    c.parents.forEach((p, i) => {
      if (open.includes(p)) return;
      const free = i === 0 ? at : open.indexOf(null) >= 0 && open.indexOf(null) !== at ? open.indexOf(null) : open.length === at ? at + 1 : open.length;
      open[free] = p;
    });
    for (let i = 0; i < open.length; i++) open[i] ??= null;
    width = Math.max(width, open.length, at + 1);
  }
  return { lane, width };
}

/** Commits as a graph of branches and merges; two of them are chosen to be compared. `badges`: what else is to be said of a commit. */
export function CommitGraph({ history, before, after, badges }: { history: History; before: string; after: string; badges?: (commit: Commit) => JSX.Element | JSX.Element[] | null }): JSX.Element {
  const { lane, width } = useMemo(() => lanes(history.commits), [history]);
  const [box, room] = useWidth<HTMLDivElement>();
  const isNarrow = room > 0 && room < 620;
  const rowHeight = isNarrow ? 92 : 44;
  const row = new Map(history.commits.map((c, i) => [c.id, i]));
  const x = (id: string): number => 16 + (lane.get(id) ?? 0) * 18;
  const y = (id: string): number => (row.get(id) ?? history.commits.length) * rowHeight + rowHeight / 2;
  const first = history.commits[0]?.parents[0];
  return (
    <>
      <p class="quiet">Choose two commits to see what differs{first ? '; “against parent” shows what one changed' : ''}.</p>
      <div class={`graph scroll${isNarrow ? ' stacked' : ''}`} ref={box} tabIndex={0} role="region" aria-label="Commits">
        <svg width={24 + width * 18} height={history.commits.length * rowHeight} aria-hidden="true">
          {history.commits.flatMap((c) => c.parents.map((p) => {
            const [x1, y1, x2, y2] = [x(c.id), y(c.id), row.has(p) ? x(p) : x(c.id), y(p)];
            return <path key={c.id + p} d={x1 === x2 ? `M${x1} ${y1}V${y2}` : `M${x1} ${y1}C${x1} ${y1 + rowHeight * 0.7},${x2} ${y1 + rowHeight * 0.3},${x2} ${Math.min(y2, y1 + rowHeight)}V${y2}`} fill="none" stroke={color(Math.max(lane.get(c.id) ?? 0, lane.get(p) ?? 0))} stroke-width="2" />;
          }))}
          {history.commits.map((c) => <circle key={c.id} cx={x(c.id)} cy={y(c.id)} r={c.parents.length > 1 ? 6 : 5} fill={color(lane.get(c.id) ?? 0)} stroke="var(--ground)" stroke-width="2" />)}
        </svg>
        <ol>
          {history.commits.map((c) => (
            <li key={c.id} style={{ height: `${rowHeight}px` }} class={c.id === before || c.id === after ? 'chosen' : ''}>
              <span class="what">
                {history.branches.filter((b) => b.commit === c.id).map((b) => <span class="badge" key={b.name}>{b.name}</span>)}
                {history.tags.filter((t) => t.commit === c.id).map((t) => <span class="badge plain" key={t.name}>{t.name}</span>)}
                {badges?.(c)}
                <span class="message" title={c.message}>{c.message.split('\n')[0]}</span>
              </span>
              <span class="quiet" title={time(c.time)}>{`${c.author}, ${ago(c.time)}`}{c.run && <> · <a href={href(`runs/${c.run}`)}>run</a></>}</span>
              <span class="row">
                <button type="button" class="link" aria-pressed={before === c.id} onClick={() => set({ before: c.id })}>from</button>
                <button type="button" class="link" aria-pressed={after === c.id} onClick={() => set({ after: c.id })}>to</button>
                {c.parents[0] && <button type="button" class="link" onClick={() => set({ before: c.parents[0]!, after: c.id })}>against parent</button>}
                <code class="quiet">{c.id.slice(0, 8)}</code>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

/** What differs between two commits. */
export function CommitDiff({ name, before, after }: { name: string; before: string; after: string }): JSX.Element {
  const { data, error } = useLoad(`${name}-${before}-${after}`, () => api.historyDiff(name, before, after));
  return <section class="section"><header><h2>{`${before.slice(0, 8)} to ${after.slice(0, 8)}`}</h2></header>{error ? <Trouble error={error} /> : data ? <DiffView diff={data} /> : <Loading />}</section>;
}
