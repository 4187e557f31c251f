// One artifact of several runs: notebooks cell by cell with what they put out, texts line by line, pictures side by side.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { api, artifactUrl } from '../api';
import { plural } from '../format';
import { useLoad } from '../hooks';
import { Empty, Loading, Section, Trouble } from '../parts/basics';
import { Patch } from '../run/patch';
import { route, set } from '../url';
import type { Artifact, Run } from '../types';
import { cellDiff, lineDiff, patchOf, type CellChange } from './celldiff';
import { cellsOf, isNotebook } from './notebook';
import { CellView, Outputs } from './notebookview';
import { MarkdownView } from './markdownview';

const isPicture = (a: Artifact): boolean => /^image\/(png|jpeg|gif|webp)$/.test(a.mediaType);
const isText = (a: Artifact): boolean => isNotebook(a.path) || /\.(cs|csx|fs|fsx|py|md|txt|json|jsonl|ya?ml|toml|xml|csv|tsv|ps1|sh|csproj|config)$/i.test(a.path) || a.mediaType.startsWith('text/');
const isScript = (path: string): boolean => isNotebook(path) || /\.(cs|csx|fs|fsx|py)$/i.test(path);

export function CompareFiles({ runs, base }: { runs: Run[]; base: string }): JSX.Element {
  const paths = useMemo(() => {
    const all = new Map<string, Artifact[]>();
    for (const a of runs.flatMap((r) => r.artifacts).filter((x) => isText(x) || isPicture(x))) all.set(a.path, [...(all.get(a.path) ?? []), a]);
    return [...all].filter(([, list]) => list.length > 1)
      .map(([path, list]) => ({ path, differs: new Set(list.map((a) => a.hash)).size > 1, list }))
      .sort((a, b) => Number(b.differs) - Number(a.differs) || Number(isNotebook(b.path)) - Number(isNotebook(a.path)) || Number(isScript(b.path)) - Number(isScript(a.path)) || a.path.localeCompare(b.path));
  }, [runs]);
  const asked = route.value.query.get('path');
  const chosen = paths.find((p) => p.path === asked) ?? paths[0];
  if (!chosen) return <Empty title="No file in common"><p>Files, notebooks and pictures that at least two of these runs have logged under the same path are compared here. Log a notebook with run.LogArtifact("train.ipynb").</p></Empty>;
  const holders = runs.filter((r) => r.artifacts.some((a) => a.path === chosen.path));
  const first = holders.find((r) => r.id === base) ?? holders[0]!;
  return (
    <>
      <div class="controls">
        <label>File <select value={chosen.path} onChange={(e) => set({ path: e.currentTarget.value })}>{paths.map((p) => <option key={p.path} value={p.path}>{p.differs ? p.path : `${p.path} (the same in all)`}</option>)}</select></label>
        <span class="quiet">{`In ${plural(holders.length, 'run')}; compared with ${first.name}`}</span>
      </div>
      {isPicture(chosen.list[0]!)
        ? <div class="cards">{holders.map((r) => <figure class="card" key={r.id}><img class="picture" loading="lazy" src={artifactUrl(r.id, chosen.path)} alt={`${chosen.path} of ${r.name}`} /><figcaption>{r.name}</figcaption></figure>)}</div>
        : holders.filter((r) => r !== first).slice(0, 20).map((r) => <Against key={r.id} path={chosen.path} run={r} base={first} />)}
    </>
  );
}

const hashOf = (run: Run, path: string): string => run.artifacts.find((a) => a.path === path)?.hash ?? '';

function Against({ path, run, base }: { path: string; run: Run; base: Run }): JSX.Element {
  const isSame = hashOf(run, path) === hashOf(base, path);
  const { data, error, again } = useLoad(`${hashOf(base, path)}-${hashOf(run, path)}`, () => (isSame ? Promise.resolve(null) : Promise.all([api.text(base.id, path), api.text(run.id, path)])));
  return (
    <Section title={run.name}>
      {isSame ? <p class="quiet">The same file.</p> : error ? <Trouble error={error} again={again} /> : !data ? <Loading what={path} /> : (
        <>
          {data.some((d) => d.cutFrom !== null) && <p class="note">Only the first megabyte is compared.</p>}
          <TextDiff path={path} before={data[0]!.text} after={data[1]!.text} />
        </>
      )}
    </Section>
  );
}

export function TextDiff({ path, before, after }: { path: string; before: string; after: string }): JSX.Element {
  const changes = useMemo(() => {
    const [a, b] = [cellsOf(path, before), cellsOf(path, after)];
    return a && b ? cellDiff(a, b) : null;
  }, [path, before, after]);
  const patch = useMemo(() => (changes ? '' : patchOf(lineDiff(before.replaceAll('\r\n', '\n'), after.replaceAll('\r\n', '\n')))), [changes, before, after]);
  if (!changes) return patch ? <Patch text={patch} /> : <p class="quiet">Only the ends of lines differ.</p>;
  const count = (kind: CellChange['kind']): number => changes.filter((c) => c.kind === kind).length;
  const said = ([['changed', 'changed'], ['added', 'added'], ['removed', 'removed'], ['outputs', 'with other outputs'], ['same', 'the same']] as const).filter(([k]) => count(k) > 0).map(([k, word]) => `${count(k)} ${word}`);
  return (
    <div class="notebook">
      <p class="quiet">{`Cells: ${said.join(', ')}.`}</p>
      {changes.map((c, i) => <CellChangeView key={i} change={c} />)}
    </div>
  );
}

const words = { same: 'Same', added: 'Added', removed: 'Removed', changed: 'Changed', outputs: 'Other outputs' };

function CellChangeView({ change }: { change: CellChange }): JSX.Element {
  const { before, after, kind } = change;
  const cell = (after ?? before)!;
  if (kind === 'same') {
    return <details class="nbchange same"><summary class="quiet">{`Same ${cell.kind === 'code' ? 'code' : 'text'}: ${cell.source.split('\n')[0]!.slice(0, 80)}`}</summary><CellView cell={cell} /></details>;
  }
  return (
    <section class={`nbchange ${kind}`} aria-label={`${words[kind]} cell`}>
      <div class="nbhead"><b>{words[kind]}</b><span class="quiet">{cell.kind === 'code' ? cell.language : 'text'}</span></div>
      {kind === 'changed' ? <Patch text={patchOf(lineDiff(before!.source, after!.source))} /> : kind === 'outputs' ? <pre tabIndex={0}><code>{cell.source}</code></pre> : cell.kind === 'markdown' ? <MarkdownView text={cell.source} /> : <Patch text={cell.source.split('\n').map((l) => (kind === 'added' ? '+' : '-') + l).join('\n')} />}
      {(kind === 'changed' || kind === 'outputs') && (before!.outputs.length > 0 || after!.outputs.length > 0) && (
        <div class="sides">
          <div><h3>Before</h3>{before!.outputs.length > 0 ? <Outputs outputs={before!.outputs} /> : <p class="quiet">No output</p>}</div>
          <div><h3>After</h3>{after!.outputs.length > 0 ? <Outputs outputs={after!.outputs} /> : <p class="quiet">No output</p>}</div>
        </div>
      )}
      {(kind === 'added' || kind === 'removed') && <Outputs outputs={cell.outputs} />}
    </section>
  );
}
