import type { ComponentType, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api';
import { count, duration, num, plural, size, time } from '../format';
import { CopyButton, Empty, Facts, Section } from '../parts/basics';
import { Comments } from '../parts/comments';
import { Later } from '../parts/later';
import { isSystem } from '../parts/metrics';
import { href } from '../url';
import type { Metric, Run } from '../types';

// Notes are Markdown, as comments and cards are.
const markdown = (): Promise<ComponentType<any>> => import('../viewers/markdownview').then((m) => m.MarkdownView as ComponentType<any>);

export function Overview({ run }: { run: Run }): JSX.Element {
  const code = run.code[0];
  const resources = run.resources[0];
  return (
    <div class="overview">
      {run.error && (
        <div class="note bad">
          <p><b>{run.error}</b></p>
          {run.errorDetails && <details><summary>Stack trace</summary><pre>{run.errorDetails}</pre></details>}
        </div>
      )}
      {run.description && <Later page={markdown} waiting={<p class="description">{run.description}</p>} text={run.description} />}
      <div class="columns flow">
        <Section title="Metrics" note={count(run.metrics.filter((m) => !isSystem(m.key)).length)}><MetricTable metrics={run.metrics.filter((m) => !isSystem(m.key))} /></Section>
        <Section title="Params" note={count(run.params.length)}><Params run={run} /></Section>
        <Section title="Run">
          <Facts
            facts={[
              ['Id', <span class="mono" key="id">{run.id}<CopyButton text={run.id} label="Copy the id" /></span>],
              ['Experiment', <a key="e" href={href('', { experiment: run.experiment })}>{run.experiment}</a>],
              ['Started', time(run.start)],
              ['Ended', run.end ? time(run.end) : null],
              ['Duration', duration((run.end ?? run.lastActivity) - run.start)],
              ['Nested in', run.parentId && <a key="p" href={href(`runs/${run.parentId}`)}>{run.parentId.slice(0, 8)}</a>],
              ['Forked from', run.forkedFrom && <a key="f" href={href(`runs/${run.forkedFrom}`)}>{`${run.forkedFrom.slice(0, 8)}${run.forkStep !== undefined ? ` at step ${run.forkStep}` : ''}`}</a>],
              ['Commit', code?.commit && <span class="mono" key="c">{code.commit.slice(0, 10)}{code.isDirty ? ' with changes' : ''}</span>],
              ['Branch', code?.branch],
              ['Processor time', resources && duration(resources.cpuSeconds * 1000)],
              ['Peak memory', resources && size(resources.peakMemory)],
            ]}
          />
        </Section>
        <Comments
          comments={run.comments}
          others={(c) => (c.with.length > 0 ? <a href={href('compare', { run: [run.id, ...c.with], tab: 'comments' })}>{`on the comparison with ${plural(c.with.length, 'other run')}`}</a> : null)}
          add={(text) => api.comment([run.id], text)}
          remove={(id) => api.uncomment(run.id, id)}
        />
        <Section title="Tags" note={count(Object.keys(run.tags).length)}>
          {Object.keys(run.tags).length === 0 ? <p class="quiet">No tags. Set one with run.SetTag("team", "vision").</p> : (
            <table class="plain pairs"><tbody>{Object.entries(run.tags).filter(([k]) => !k.startsWith('modeltracking.')).sort().map(([k, v]) => <tr key={k}><th scope="row">{k}</th><td>{v}</td></tr>)}</tbody></table>
          )}
        </Section>
        {run.events.length > 0 && (
          <Section title="Events" note={count(run.events.length)}>
            <ul class="events">
              {run.events.map((e, i) => (
                <li key={i} class={e.severity.toLowerCase()}>
                  <span class="quiet number">{time(e.time).slice(11)}</span>
                  <span><b>{e.severity === 'Information' ? '' : `${e.severity}: `}</b>{e.message}{e.step !== undefined && <span class="quiet">{` (step ${e.step})`}</span>}</span>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </div>
  );
}

export function MetricTable({ metrics }: { metrics: Metric[] }): JSX.Element {
  const [all, setAll] = useState(false);
  if (metrics.length === 0) return <p class="quiet">No metrics were logged.</p>;
  const some = all ? metrics : metrics.slice(0, 20);
  const hasBest = metrics.some((m) => m.goal !== 'None');
  return (
    <>
      <table class="plain">
        <thead><tr><th scope="col">Metric</th><th scope="col" class="number">Last</th>{hasBest && <><th scope="col" class="number">Best</th><th scope="col" class="number">at step</th></>}<th scope="col" class="number points">Points</th></tr></thead>
        <tbody>
          {some.map((m) => {
            const best = m.goal === 'Minimize' ? [m.min, m.minStep] : m.goal === 'Maximize' ? [m.max, m.maxStep] : null;
            return (
              <tr key={m.field}>
                <th scope="row">{m.key}{m.context && <small>{m.context}</small>}</th>
                <td class="number">{num(m.last)}{m.unit ? <span class="quiet"> {m.unit}</span> : ''}</td>
                {hasBest && <><td class="number">{best ? num(best[0]!) : ''}</td><td class="number quiet">{best ? best[1] ?? '' : ''}</td></>}
                <td class="number quiet points">{count(m.count)}{m.nans > 0 ? <span class="warn">{` (${m.nans} NaN)`}</span> : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {metrics.length > 20 && <button type="button" class="link" onClick={() => setAll(!all)}>{all ? 'Show fewer' : `Show all ${metrics.length}`}</button>}
    </>
  );
}

export function Params({ run }: { run: Pick<Run, 'params'> }): JSX.Element {
  const [find, setFind] = useState('');
  const [all, setAll] = useState(false);
  if (run.params.length === 0) return <p class="quiet">No params. Log one with run.LogParam("lr", 0.01).</p>;
  const found = run.params.filter((p) => `${p.key} ${p.value}`.toLowerCase().includes(find.toLowerCase()));
  const most = 25;
  const some = all || find ? found : found.slice(0, most);
  return (
    <>
      {run.params.length > 12 && <input type="search" placeholder="Find a param" aria-label="Find a param" value={find} onInput={(e) => setFind(e.currentTarget.value)} />}
      <table class="plain pairs">
        <tbody>
          {some.map((p) => (
            <tr key={p.key}>
              <th scope="row">{p.key}</th>
              <td class={p.kind === 'Integer' || p.kind === 'Real' ? 'tabular' : ''}>
                {p.value}
                {p.history?.length ? <small title="Earlier values, corrected on purpose"><s>{p.history.join(', ')}</s></small> : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!find && run.params.length > most && <button type="button" class="link" onClick={() => setAll(!all)}>{all ? 'Show fewer' : `Show all ${run.params.length}`}</button>}
      {some.length === 0 && <Empty title="No param has that in it" />}
    </>
  );
}
