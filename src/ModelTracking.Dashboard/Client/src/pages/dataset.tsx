import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api';
import { ago, count, plural, size, time } from '../format';
import { useLoad } from '../hooks';
import { LineageGraph } from '../lineage/graph';
import { CopyButton, Facts, Loading, Section, StatusMark, Trouble } from '../parts/basics';
import { href } from '../url';
import type { DatasetPage as Page } from '../types';
import { allRuns, DatasetTable } from './data';

const shownRuns = 100;

/** A dataset: what it is, who used it, what came of it. */
export function DatasetPage({ digest, name }: { digest: string; name: string }): JSX.Element {
  const { data, error, again } = useLoad(`${digest}\n${name}`, () => api.dataset({ digest, dataset: name }));
  useEffect(() => {
    document.title = `${data?.head.name ?? 'Data'} · ModelTracking`;
  }, [data?.head.name]);
  if (error && !data) return <main id="main" class="page"><h1>Data</h1><Trouble error={error} again={again} /><p><a href={href('data')}>All datasets</a></p></main>;
  if (!data) return <main id="main" class="page"><Loading what="the dataset" /></main>;
  const h = data.head;
  return (
    <main id="main" class="page">
      <nav class="crumbs" aria-label="Where this is"><a href={href('data')}>Data</a></nav>
      <header class="title"><h1>{h.name}</h1><span class="quiet">{[`${plural(h.runs, 'run')} used it`, h.versions > 0 && `${plural(h.versions, 'version')} came of it`].filter(Boolean).join(', ')}</span></header>
      <div class="columns">
        <Section title="What it is">
          <Facts facts={[
            ['Digest', h.digest ? <span class="mono" key="d">{h.digest}<CopyButton text={h.digest} label="Copy the digest" /></span> : 'none was logged, so it is known by its name'],
            ['Also called', h.otherNames.join(', ')],
            ['Used for', h.contexts.join(', ')],
            ['Rows', h.rows !== undefined ? count(h.rows) : null],
            ['Size', h.bytes !== undefined ? size(h.bytes) : null],
            ['Source', h.source],
            ['Experiments', h.experiments.length > 0 && <span key="e">{h.experiments.map((e, i) => <span key={e}>{i > 0 ? ', ' : ''}<a href={href('', { experiment: e })}>{e}</a></span>)}</span>],
            ['Last used', time(h.last)],
          ]} />
        </Section>
        {data.columns.length > 0 && (
          <Section title="Columns" note={count(data.columns.length)}>
            <table class="plain">
              <thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Shape</th></tr></thead>
              <tbody>{data.columns.slice(0, 200).map((c) => <tr key={c.name}><th scope="row">{c.name}</th><td>{c.type}</td><td class="quiet">{c.shape ?? ''}</td></tr>)}</tbody>
            </table>
            {data.columns.length > 200 && <p class="quiet">{`Showing 200 of ${count(data.columns.length)} columns.`}</p>}
          </Section>
        )}
      </div>
      <Section title="What came of it"><LineageGraph of={{ digest, dataset: name }} none="No run that used it is there any more." /></Section>
      {data.versions.length > 0 && <Versions page={data} />}
      {data.runs.length > 0 && <Runs page={data} all={allRuns(digest, name)} />}
      {data.sameName.length > 0 && <Section title="Other data of this name" note="the same name, another content"><DatasetTable datasets={data.sameName} label="Other data of this name" /></Section>}
    </main>
  );
}

function Versions({ page }: { page: Page }): JSX.Element {
  return (
    <Section title="Versions" note={count(page.versions.length)}>
      <div class="scroll" tabIndex={0} role="region" aria-label="Versions">
        <table class="plain wide stacks">
          <thead><tr><th scope="col">Version</th><th scope="col">In use as</th><th scope="col">Run</th><th scope="col">Registered</th></tr></thead>
          <tbody>
            {page.versions.map((v) => (
              <tr key={`${v.model}/${v.number}`}>
                <th scope="row"><a href={href(`models/${encodeURIComponent(v.model)}`)}>{`${v.model} ${v.number}`}</a></th>
                <td data-label="In use as">{v.aliases.map((a) => <span class="badge" key={a}>{a}</span>)}{v.stage !== 'None' && <span class="badge plain">{v.stage}</span>}</td>
                <td data-label="Run">{v.run && <a href={href(`runs/${v.run}`)}>{page.runs.find((r) => r.id === v.run)?.name ?? v.run.slice(0, 8)}</a>}</td>
                <td data-label="Registered" class="quiet" title={time(v.time)}>{ago(v.time)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Runs({ page, all }: { page: Page; all: string }): JSX.Element {
  return (
    <Section title="Runs" note={count(page.head.runs)} actions={<a href={all}>Show them in the list</a>}>
      <div class="scroll" tabIndex={0} role="region" aria-label="Runs">
        <table class="plain wide stacks">
          <thead><tr><th scope="col">Run</th><th scope="col">Used for</th><th scope="col">Experiment</th><th scope="col">Status</th><th scope="col">Started</th></tr></thead>
          <tbody>
            {page.runs.slice(0, shownRuns).map((r) => (
              <tr key={r.id}>
                <th scope="row"><a href={href(`runs/${r.id}`)}>{r.name}</a></th>
                <td data-label="Used for">{r.contexts.map((c) => <span class="badge plain" key={c}>{c}</span>)}</td>
                <td data-label="Experiment">{r.experiment}</td>
                <td><StatusMark status={r.status} /></td>
                <td data-label="Started" class="quiet" title={time(r.start)}>{ago(r.start)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {page.head.runs > shownRuns && <p class="quiet">{`Showing the newest ${shownRuns} of ${count(page.head.runs)}.`}</p>}
    </Section>
  );
}
