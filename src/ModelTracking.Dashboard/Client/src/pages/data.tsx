import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api';
import { ago, count, plural, size, time } from '../format';
import { useLoad, useSettled } from '../hooks';
import { LineageGraph } from '../lineage/graph';
import { dataHref } from '../lineage/links';
import { Empty, Loading, Trouble } from '../parts/basics';
import { Tabs } from '../parts/tabs';
import { href, route, set } from '../url';
import type { DatasetHead } from '../types';
import { DatasetPage } from './dataset';

/** From how many datasets on they can be looked for. */
const many = 8;
const step = 50;

export function DataPage(): JSX.Element {
  const q = route.value.query;
  const [digest, name] = [q.get('digest') ?? '', q.get('dataset') ?? ''];
  return digest || name ? <DatasetPage digest={digest} name={name} key={`${digest}\n${name}`} /> : <All />;
}

function All(): JSX.Element {
  const q = route.value.query;
  const tab = q.get('tab') === 'lineage' ? 'lineage' : 'datasets';
  const find = q.get('find') ?? '';
  const most = Number(q.get('most')) || step;
  const settled = useSettled(find);
  const { data, error, again } = useLoad(`data-${settled}-${most}`, () => api.datasets({ find: settled, limit: Math.min(200, most) }));
  useEffect(() => {
    document.title = 'Data · ModelTracking';
  }, []);
  const isEmpty = data?.total === 0 && !settled;
  return (
    <main id="main" class="page">
      <header class="title"><h1>Data</h1>{data && !isEmpty && <span class="quiet">{plural(data.total, 'dataset')}</span>}</header>
      {error && !data ? <Trouble error={error} again={again} /> : !data ? <Loading what="datasets" /> : isEmpty ? (
        <Empty title="No dataset yet"><p>Say which data a run uses, and this page shows which runs and models came of them:</p><pre>{'run.LogDataset("train", "data/train.csv");'}</pre></Empty>
      ) : (
        <>
          <Tabs tabs={[{ id: 'datasets', label: 'Datasets', count: data.total }, { id: 'lineage', label: 'From data to models' }]} current={tab} label="Parts of the page" />
          <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={-1}>
            {tab === 'lineage' ? <LineageGraph of={{}} none="No version of a model is registered yet." /> : (
              <>
                {(data.total >= many || find) && <div class="controls"><input type="search" class="find" placeholder="Find a dataset by name or digest" aria-label="Find a dataset" value={find} onInput={(e) => set({ find: e.currentTarget.value, most: null })} /></div>}
                {data.datasets.length === 0 ? <Empty title="No dataset has that in its name or digest"><p><button type="button" class="link" onClick={() => set({ find: null })}>Show all datasets</button></p></Empty> : <DatasetTable datasets={data.datasets} label="Datasets" />}
                {data.datasets.length < data.total && <p class="row"><span class="quiet">{`Showing ${count(data.datasets.length)} of ${count(data.total)}`}</span>{data.datasets.length < 200 ? <button type="button" onClick={() => set({ most: String(most + step) })}>Show more</button> : <span class="quiet">; look for the others by name.</span>}</p>}
              </>
            )}
          </div>
        </>
      )}
    </main>
  );
}

/** Datasets one below the other. */
export function DatasetTable({ datasets, label }: { datasets: DatasetHead[]; label: string }): JSX.Element {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table class="plain wide stacks">
        <thead><tr><th scope="col">Dataset</th><th scope="col">Digest</th><th scope="col">Used for</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Columns</th><th scope="col" class="number">Size</th><th scope="col" class="number">Runs</th><th scope="col" class="number">Versions</th><th scope="col">Last used</th></tr></thead>
        <tbody>
          {datasets.map((d) => (
            <tr key={d.digest + d.name}>
              <th scope="row"><a href={dataHref(d.digest, d.name)}>{d.name}</a>{d.otherNames.length > 0 && <small>{`also ${d.otherNames.slice(0, 3).join(', ')}`}</small>}</th>
              <td data-label="Digest" class="mono" title={d.digest}>{d.digest ? short(d.digest) : <span class="quiet">none</span>}</td>
              <td data-label="Used for">{d.contexts.slice(0, 4).map((c) => <span class="badge plain" key={c}>{c}</span>)}</td>
              <td data-label="Rows" class="number">{d.rows !== undefined ? count(d.rows) : ''}</td>
              <td data-label="Columns" class="number">{d.columns !== undefined ? count(d.columns) : ''}</td>
              <td data-label="Size" class="number">{d.bytes !== undefined ? size(d.bytes) : ''}</td>
              <td data-label="Runs" class="number">{count(d.runs)}</td>
              <td data-label="Versions" class="number">{d.versions > 0 ? count(d.versions) : ''}</td>
              <td data-label="Last used" class="quiet" title={time(d.last)}>{ago(d.last)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const short = (digest: string): string => digest.slice(digest.indexOf(':') + 1).slice(0, 10);

export const allRuns = (digest: string, name: string): string => href('', { q: `datasets.${digest ? 'digest' : 'name'} = '${(digest || name).replaceAll("'", "''")}'` });
