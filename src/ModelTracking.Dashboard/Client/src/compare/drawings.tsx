// Evaluations and code of several runs side by side.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { api, artifactUrl } from '../api';
import { Curves, EvaluationChart, type ChartData } from '../charts/evaluation';
import { useLoad } from '../hooks';
import { Empty, Loading, Section, Trouble } from '../parts/basics';
import { byKey, charts, images, keyOf, StepSlider } from '../run/evaluation';
import type { Artifact, Run } from '../types';

/** The last drawing of each key, by run. */
function last(runs: Run[], of: (run: Run) => Artifact[]): [string, { run: Run; index: number; artifact: Artifact }[]][] {
  const groups = new Map<string, { run: Run; index: number; artifact: Artifact }[]>();
  runs.forEach((run, index) => {
    const own = new Map<string, Artifact>();
    for (const a of of(run)) {
      const known = own.get(keyOf(a));
      if (!known || (a.step ?? 0) >= (known.step ?? 0)) own.set(keyOf(a), a);
    }
    for (const [key, artifact] of own) groups.set(key, [...(groups.get(key) ?? []), { run, index, artifact }]);
  });
  return [...groups];
}

export function CompareDrawings({ runs, base }: { runs: Run[]; base: string }): JSX.Element {
  const groups = useMemo(() => last(runs, charts), [runs]);
  const pictures = useMemo(() => picturesOf(runs), [runs]);
  if (groups.length + pictures.length === 0) return <Empty title="No evaluation"><p>None of these runs has logged a matrix, curve, histogram or image.</p></Empty>;
  return (
    <>
      {groups.map(([key, list]) => <Drawings key={key} name={key} list={list} base={base} />)}
      {pictures.map(([key, list]) => <Pictures key={key} name={key} list={list} />)}
    </>
  );
}

function Drawings({ name, list, base }: { name: string; list: { run: Run; index: number; artifact: Artifact }[]; base: string }): JSX.Element {
  const some = list.slice(0, 24);
  const { data, error } = useLoad(some.map((l) => l.artifact.hash).join(), () => Promise.all(some.map(async (l) => JSON.parse((await api.text(l.run.id, l.artifact.path)).text) as ChartData)));
  const curves = useMemo(() => (data?.every((d) => d.type === 'curve') ? data.map((chart, i) => ({ label: some[i]!.run.name, chart: chart as Extract<ChartData, { type: 'curve' }>, color: some[i]!.index })) : null), [data]);
  if (error) return <Trouble error={error} />;
  if (!data) return <Loading what={name} />;
  const baseline = data[Math.max(0, some.findIndex((l) => l.run.id === base))];
  return (
    <Section title={name} note={list.length > some.length ? `showing ${some.length} of ${list.length}` : ''}>
      {curves ? <div class="card"><Curves title={name} curves={curves} /></div> : (
        <div class="cards wide">{data.map((chart, i) => <article class="card" key={some[i]!.run.id}><header><h3>{some[i]!.run.name}</h3></header><EvaluationChart title={`${name} of ${some[i]!.run.name}`} chart={chart} baseline={chart === baseline ? undefined : baseline} /></article>)}</div>
      )}
    </Section>
  );
}

interface OfRun {
  run: Run;
  /** By step. */
  images: Artifact[];
}

function picturesOf(runs: Run[]): [string, OfRun[]][] {
  const groups = new Map<string, OfRun[]>();
  for (const run of runs) for (const [key, list] of byKey(images(run))) groups.set(key, [...(groups.get(key) ?? []), { run, images: list }]);
  return [...groups];
}

/** Pictures of one key, run beside run, all at one step; two of them can be laid one over the other. */
function Pictures({ name, list }: { name: string; list: OfRun[] }): JSX.Element {
  const steps = useMemo(() => [...new Set(list.flatMap((l) => l.images.map((a) => a.step ?? 0)))].sort((a, b) => a - b), [list]);
  const [at, setAt] = useState(steps.length - 1);
  const [isOver, setOver] = useState(false);
  const step = steps[Math.min(at, steps.length - 1)]!;
  // What a run had last at that step; nothing where it began later.
  const shown = list.map(({ run, images: own }) => ({ run, artifact: own.filter((a) => (a.step ?? 0) <= step).at(-1) }));
  const there = shown.filter((s): s is { run: Run; artifact: Artifact } => s.artifact !== undefined);
  return (
    <Section
      title={name}
      actions={<>
        {there.length > 1 && <label class="switch"><input type="checkbox" checked={isOver} onChange={(e) => setOver(e.currentTarget.checked)} />One over the other</label>}
        {steps.length > 1 && <StepSlider steps={steps} at={at} onChange={setAt} />}
      </>}
    >
      {isOver && there.length > 1 ? <Overlay name={name} pictures={there} /> : (
        <div class="cards">
          {shown.map(({ run, artifact }) => (
            <figure class="card" key={run.id}>
              {artifact ? <img class="picture" loading="lazy" src={artifactUrl(run.id, artifact.path)} alt={`${name} of ${run.name}`} /> : <p class="quiet">Nothing up to this step.</p>}
              <figcaption>{run.name}{artifact?.step !== undefined && <span class="quiet">{`, step ${artifact.step}`}</span>}</figcaption>
            </figure>
          ))}
        </div>
      )}
    </Section>
  );
}

/** Two pictures at one place: the slider uncovers the second. */
function Overlay({ name, pictures }: { name: string; pictures: { run: Run; artifact: Artifact }[] }): JSX.Element {
  const [[a, b], setPair] = useState([0, 1]);
  const [part, setPart] = useState(50);
  const [left, right] = [pictures[a] ?? pictures[0]!, pictures[b] ?? pictures[1]!];
  const choice = (label: string, value: number, onChange: (v: number) => void): JSX.Element => <label>{label} <select value={value} onChange={(e) => onChange(Number(e.currentTarget.value))}>{pictures.map((p, i) => <option key={p.run.id} value={i}>{p.run.name}</option>)}</select></label>;
  return (
    <figure class="card overlay">
      <div class="controls">
        {choice('Left', a!, (v) => setPair([v, b!]))}{choice('Right', b!, (v) => setPair([a!, v]))}
        <label class="slider">Uncovered<input type="range" min="0" max="100" value={part} aria-valuetext={`${part} % of ${left.run.name}`} onInput={(e) => setPart(Number(e.currentTarget.value))} /></label>
      </div>
      <div class="stack">
        <img class="picture" src={artifactUrl(right.run.id, right.artifact.path)} alt={`${name} of ${right.run.name}`} />
        <img class="picture above" src={artifactUrl(left.run.id, left.artifact.path)} alt={`${name} of ${left.run.name}`} style={{ clipPath: `inset(0 ${100 - part}% 0 0)` }} />
      </div>
    </figure>
  );
}
