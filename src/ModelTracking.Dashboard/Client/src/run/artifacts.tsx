import type { ComponentType, JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api, artifactUrl, isSaved, zipUrl } from '../api';
import { count, isNumeric, plural, size, time } from '../format';
import { useLoad } from '../hooks';
import { Empty, Icon, Loading, Trouble } from '../parts/basics';
import { EvaluationChart, type ChartData } from '../charts/evaluation';
import { Later } from '../parts/later';
import { Patch } from './patch';
import { about } from '../store';
import { route, set } from '../url';
import type { Artifact, Run } from '../types';

const folderOf = (a: Artifact): string => a.path.slice(0, Math.max(0, a.path.lastIndexOf('/')));

/** What somebody looks at first: a text that tells about the run, a picture, a chart; nothing large. */
function first(artifacts: Artifact[]): Artifact | undefined {
  const small = artifacts.filter((a) => a.length < 1 << 20);
  return small.find((a) => /(^|\/)(readme|card|model.?card)\.md$/i.test(a.path)) ?? small.find((a) => a.mediaType.startsWith('image/')) ?? small.find((a) => a.kind === 'confusion-matrix' || a.kind === 'curve') ?? small.find((a) => a.mediaType.startsWith('text/'));
}

export function Artifacts({ run }: { run: Run }): JSX.Element {
  const path = route.value.query.get('path') ?? first(run.artifacts)?.path ?? '';
  const [find, setFind] = useState('');
  const sorted = useMemo(() => run.artifacts.filter((a) => a.path.toLowerCase().includes(find.toLowerCase())).sort((a, b) => folderOf(a).localeCompare(folderOf(b)) || a.path.localeCompare(b.path)), [run.artifacts, find]);
  const shown = run.artifacts.find((a) => a.path === path);
  if (run.artifacts.length === 0) return <Empty title="No artifacts"><p>Log a file with run.LogArtifact("model.zip").</p></Empty>;
  const total = run.artifacts.reduce((sum, a) => sum + a.length, 0);
  let folder = '';
  return (
    <div class="split">
      <nav class="tree" aria-label="Artifacts">
        <input type="search" placeholder="Find an artifact" aria-label="Find an artifact" value={find} onInput={(e) => setFind(e.currentTarget.value)} />
        <p class="quiet pad row between"><span>{`${plural(run.artifacts.length, 'file')}, ${size(total)}`}</span>{!isSaved && <Zip run={run} />}</p>
        <ul>
          {sorted.slice(0, 1000).map((a) => {
            const own = folderOf(a);
            const head = own !== folder ? own : null;
            folder = own;
            return (
              <li key={a.path}>
                {head && <span class="folder"><Icon name="folder" /><span>{head}</span>{!isSaved && <Zip run={run} folder={head} />}</span>}
                <a href={`?${withPath(a.path)}`} onClick={(e) => { e.preventDefault(); set({ path: a.path }, false); }} aria-current={a.path === path ? 'true' : undefined} class={own ? 'inside' : ''} title={a.path}>
                  <Icon name="file" />
                  <span>{a.path.slice(own ? own.length + 1 : 0)}</span>
                  <span class="quiet number">{size(a.length)}</span>
                </a>
              </li>
            );
          })}
        </ul>
        {sorted.length > 1000 && <p class="quiet pad">{`Showing 1000 of ${count(sorted.length)}; look for the rest by name.`}</p>}
      </nav>
      <div class="viewer">{shown ? <Viewer run={run} artifact={shown} /> : <Empty title="Choose a file"><p>It is shown here: images, text, tables, charts, patches. Everything can be downloaded.</p></Empty>}</div>
    </div>
  );
}

/** Downloads a folder, or all there is, as one archive; says so where it is more than an archive takes. */
function Zip({ run, folder = '' }: { run: Run; folder?: string }): JSX.Element {
  const some = folder ? run.artifacts.filter((a) => a.path.startsWith(`${folder}/`)) : run.artifacts;
  const what = folder ? `the folder ${folder}` : 'all of them';
  const most = about.value;
  const total = some.reduce((sum, a) => sum + a.length, 0);
  if (most && (some.length > most.zipFiles || total > most.zipBytes)) return folder ? <></> : <span>{`too much for one archive (${count(most.zipFiles)} files, ${size(most.zipBytes)})`}</span>;
  return <a class="zip" href={zipUrl(run.id, folder)} download title={`Download ${what} as one archive (${size(total)})`}><Icon name="download" />zip<span class="hidden">{` of ${what}`}</span></a>;
}

function withPath(path: string): string {
  const query = new URLSearchParams(route.value.query);
  query.set('path', path);
  return query.toString();
}

export function Viewer({ run, artifact }: { run: Run; artifact: Artifact }): JSX.Element {
  return (
    <article aria-label={artifact.path}>
      <header class="row between">
        <h2 class="path">{artifact.path}</h2>
        <a class="button" href={artifactUrl(run.id, artifact.path, true)} download={artifact.path.split('/').pop()}><Icon name="download" /> Download</a>
      </header>
      <p class="quiet">{[size(artifact.length), artifact.mediaType, artifact.kind, artifact.step !== undefined && `step ${artifact.step}`, time(artifact.time)].filter(Boolean).join(' · ')}</p>
      {artifact.caption && <p>{artifact.caption}</p>}
      <Content run={run} artifact={artifact} key={artifact.path} />
      <p class="quiet mono hash">sha256 {artifact.hash}</p>
    </article>
  );
}

/** What an artifact holds, as far as it can be shown. */
export function Content({ run, artifact }: { run: Run; artifact: Artifact }): JSX.Element {
  const type = artifact.mediaType.split(';')[0]!;
  const url = artifactUrl(run.id, artifact.path);
  if (['confusion-matrix', 'curve', 'histogram', 'feature-importance'].includes(artifact.kind ?? '')) return <ChartFile run={run} artifact={artifact} />;
  if (artifact.kind === 'table' || type === 'text/csv' || type === 'text/tab-separated-values') return <TableFile run={run} artifact={artifact} />;
  if (type === 'application/vnd.apache.parquet' || /\.parquet$/i.test(artifact.path)) return <TableFile run={run} artifact={artifact} />;
  if (isNotebook(artifact.path)) return <NotebookFile run={run} artifact={artifact} />;
  if (type === 'text/markdown') return <MarkdownFile run={run} artifact={artifact} />;
  if (!isSaved && /\.onnx$/i.test(artifact.path)) return <Later page={graph} run={run} artifact={artifact} />;
  if (!isSaved && (type === 'application/zip' || /\.(zip|mlnet)$/i.test(artifact.path)) && isModel(run, artifact)) return <Later page={graph} run={run} artifact={artifact} />;
  if (type === 'text/x-patch') return <PatchFile run={run} artifact={artifact} />;
  if (['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml'].includes(type)) return <img class="picture" src={url} alt={artifact.caption ?? artifact.path} />;
  if (type === 'text/html') return <iframe class="frame" sandbox="" src={url} title={artifact.path} />;
  if (type === 'audio/wav') return <audio controls src={url} />;
  if (type === 'video/mp4') return <video controls src={url} />;
  if (isSource(artifact.path) || type.startsWith('text/') || ['application/json', 'application/jsonl', 'application/xml', 'application/yaml'].includes(type)) return <TextFile run={run} artifact={artifact} isJson={type === 'application/json'} />;
  return <p class="quiet">There is no view for {type}; download it.</p>;
}

const graph = (): Promise<ComponentType<any>> => import('../viewers/graphview').then((m) => m.GraphView as ComponentType<any>);
const notebook = (): Promise<ComponentType<any>> => import('../viewers/notebookview').then((m) => m.NotebookView as ComponentType<any>);
const markdown = (): Promise<ComponentType<any>> => import('../viewers/markdownview').then((m) => m.MarkdownView as ComponentType<any>);

const isNotebook = (path: string): boolean => /\.(ipynb|dib)$/i.test(path);
const isSource = (path: string): boolean => /\.(cs|csx|fs|fsx|py|ps1|sh|toml|csproj|config)$/i.test(path);

/** A zip that a run has named as a model of ML.NET, or that stands where models stand. */
const isModel = (run: Run, artifact: Artifact): boolean => artifact.kind === 'model' || /\.mlnet$/i.test(artifact.path) || /(^|\/)models?\//.test(artifact.path) || run.models.some((m) => artifact.path === m.path || artifact.path.startsWith(`${m.path}/`)) || /model[^/]*\.zip$/i.test(artifact.path);

function NotebookFile({ run, artifact }: { run: Run; artifact: Artifact }): JSX.Element {
  const { data, error, again } = useText(run, artifact);
  if (error) return <Trouble error={error} again={again} />;
  if (!data) return <Loading />;
  return data.cutFrom !== null ? <><p class="note">The notebook has {size(data.cutFrom)}: too much to be shown as one. Its beginning as text:</p><pre class="text" tabIndex={0}>{data.text}</pre></> : <Later page={notebook} path={artifact.path} text={data.text} />;
}

/** Drawn, or as it was written. */
function MarkdownFile({ run, artifact }: { run: Run; artifact: Artifact }): JSX.Element {
  const { data, error, again } = useText(run, artifact);
  const [source, setSource] = useState(false);
  if (error) return <Trouble error={error} again={again} />;
  if (!data) return <Loading />;
  const folder = artifact.path.slice(0, artifact.path.lastIndexOf('/') + 1);
  const image = (path: string): string | null => {
    const found = run.artifacts.find((a) => (a.path === folder + path.replace(/^\.\//, '') || a.path === path) && /^image\/(png|jpeg|gif|webp)$/.test(a.mediaType));
    return found ? artifactUrl(run.id, found.path) : null;
  };
  return (
    <>
      <span class="segmented" role="group" aria-label="Show it as">
        <button type="button" aria-pressed={!source} onClick={() => setSource(false)}>Page</button>
        <button type="button" aria-pressed={source} onClick={() => setSource(true)}>Source</button>
      </span>
      {source ? <pre class="text" tabIndex={0}>{data.text}</pre> : <Later page={markdown} text={data.text} image={image} />}
    </>
  );
}

const useText = (run: Run, artifact: Artifact) => useLoad(artifact.hash, () => api.text(run.id, artifact.path));

function TextFile({ run, artifact, isJson }: { run: Run; artifact: Artifact; isJson: boolean }): JSX.Element {
  const { data, error, again } = useText(run, artifact);
  if (error) return <Trouble error={error} again={again} />;
  if (!data) return <Loading />;
  let text = data.text;
  if (isJson && data.cutFrom === null) {
    try {
      text = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // Shown as it is.
    }
  }
  return (
    <>
      {data.cutFrom !== null && <p class="note">Only the beginning of {size(data.cutFrom)} is shown; download it to see all.</p>}
      <pre class="text" tabIndex={0}>{text}</pre>
    </>
  );
}

function PatchFile({ run, artifact }: { run: Run; artifact: Artifact }): JSX.Element {
  const { data, error, again } = useText(run, artifact);
  if (error) return <Trouble error={error} again={again} />;
  return data ? <Patch text={data.text} /> : <Loading />;
}

export function useChart(run: Run, artifact: Artifact): { chart?: ChartData; error?: Error } {
  const { data, error } = useText(run, artifact);
  return useMemo(() => {
    if (!data) return { error };
    try {
      return { chart: JSON.parse(data.text) as ChartData };
    } catch {
      return { error: new Error('This chart is damaged: its bytes are no JSON.') };
    }
  }, [data, error]);
}

export function ChartFile({ run, artifact }: { run: Run; artifact: Artifact }): JSX.Element {
  const { chart, error } = useChart(run, artifact);
  if (error) return <Trouble error={error} />;
  return chart ? <EvaluationChart title={artifact.caption ?? artifact.path} chart={chart} /> : <Loading />;
}

function TableFile({ run, artifact }: { run: Run; artifact: Artifact }): JSX.Element {
  const [from, setFrom] = useState(0);
  const { data, error, again } = useLoad(`${artifact.hash}-${from}`, () => api.table(run.id, artifact.path, from));
  useEffect(() => setFrom(0), [artifact.hash]);
  if (error) return <Trouble error={error} again={again} />;
  if (!data) return <Loading />;
  const numeric = data.columns.map((_, i) => data.rows.slice(0, 50).every((r) => r[i] === '' || r[i] === undefined || isNumeric(r[i]!) || !Number.isNaN(Number(r[i]))));
  return (
    <>
      <div class="scroll tall" tabIndex={0} role="region" aria-label={artifact.path}>
        <table class="plain wide">
          <thead><tr><th scope="col" class="number">#</th>{data.columns.map((c, i) => <th scope="col" key={i} class={numeric[i] ? 'number' : ''}>{c}</th>)}</tr></thead>
          <tbody>{data.rows.map((r, i) => <tr key={i}><td class="number quiet">{from + i + 1}</td>{r.map((c, k) => <td key={k} class={numeric[k] ? 'number' : ''}>{c}</td>)}</tr>)}</tbody>
        </table>
      </div>
      <div class="row">
        <button type="button" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - 100))}>Before</button>
        <span class="quiet">{data.rows.length === 0 ? 'No rows' : `Rows ${count(from + 1)} to ${count(from + data.rows.length)}`}</span>
        <button type="button" disabled={!data.hasMore} onClick={() => setFrom(from + data.rows.length)}>After</button>
      </div>
    </>
  );
}
