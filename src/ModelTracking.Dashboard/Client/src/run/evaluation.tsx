import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { artifactUrl } from '../api';
import { Empty, Icon, Loading, Trouble } from '../parts/basics';
import { Dialog } from '../parts/dialog';
import { EvaluationChart } from '../charts/evaluation';
import { useChart } from './artifacts';
import { AllSteps, HistogramViews, viewOf } from './histograms';
import type { Artifact, Run } from '../types';

const kinds = ['confusion-matrix', 'curve', 'feature-importance', 'histogram'];

/** `charts/KEY/step-0000000012.json` and `charts/KEY.json` belong to one drawing, `images/KEY/...` to one strip. */
export const keyOf = (a: Artifact): string => a.path.replace(/^(charts|images)\//, '').replace(/\/step-\d+\.\w+$/, '').replace(/\.\w+$/, '');

export function byKey(artifacts: Artifact[]): [string, Artifact[]][] {
  const groups = new Map<string, Artifact[]>();
  for (const a of artifacts) groups.set(keyOf(a), [...(groups.get(keyOf(a)) ?? []), a]);
  return [...groups].map(([k, list]) => [k, list.sort((a, b) => (a.step ?? 0) - (b.step ?? 0))] as [string, Artifact[]]).sort(([, a], [, b]) => kinds.indexOf(a[0]!.kind!) - kinds.indexOf(b[0]!.kind!) || a[0]!.path.localeCompare(b[0]!.path));
}

export const charts = (run: Run): Artifact[] => run.artifacts.filter((a) => kinds.includes(a.kind ?? ''));
export const images = (run: Run): Artifact[] => run.artifacts.filter((a) => a.kind === 'image' || /^image\/(png|jpeg|gif|webp)$/.test(a.mediaType));

export function Evaluation({ run }: { run: Run }): JSX.Element {
  const groups = useMemo(() => byKey(charts(run)), [run.artifacts]);
  if (groups.length === 0) return <Empty title="No evaluation"><p>Log one, for example with run.LogConfusionMatrix or run.LogRocCurve; ML.NET's metrics.LogTo(run) logs them all.</p></Empty>;
  return <div class="cards wide">{groups.map(([key, list]) => <Drawing key={key} run={run} name={key} list={list} />)}</div>;
}

function Drawing({ run, name, list }: { run: Run; name: string; list: Artifact[] }): JSX.Element {
  const [at, setAt] = useState(list.length - 1);
  const artifact = list[Math.min(at, list.length - 1)]!;
  const isSeries = list.length > 1 && artifact.kind === 'histogram';
  const view = isSeries ? viewOf() : 'step';
  return (
    <article class="card" aria-label={name}>
      <header><h3>{name}</h3>{isSeries && <HistogramViews name={name} />}{list.length > 1 && view === 'step' && <Steps list={list} at={at} onChange={setAt} />}</header>
      {artifact.caption && view === 'step' && <p class="quiet">{artifact.caption}</p>}
      {view === 'step' ? <One run={run} artifact={artifact} name={name} key={artifact.path} /> : <AllSteps run={run} name={name} list={list} view={view} />}
    </article>
  );
}

function One({ run, artifact, name }: { run: Run; artifact: Artifact; name: string }): JSX.Element {
  const { chart, error } = useChart(run, artifact);
  if (error) return <Trouble error={error} />;
  return chart ? <EvaluationChart title={name} chart={chart} /> : <Loading />;
}

function Steps({ list, at, onChange }: { list: Artifact[]; at: number; onChange: (at: number) => void }): JSX.Element {
  return <StepSlider steps={list.map((a, i) => a.step ?? i)} at={at} onChange={onChange} />;
}

/** Chooses one of some steps. */
export function StepSlider({ steps, at, onChange }: { steps: number[]; at: number; onChange: (at: number) => void }): JSX.Element {
  return (
    <label class="slider">
      <span class="quiet">{`step ${steps[at] ?? at}`}</span>
      <input type="range" min="0" max={steps.length - 1} step="1" value={at} aria-label="Step" aria-valuetext={`step ${steps[at] ?? at}`} onInput={(e) => onChange(Number(e.currentTarget.value))} />
    </label>
  );
}

export function Images({ run }: { run: Run }): JSX.Element {
  const groups = useMemo(() => byKey(images(run)), [run.artifacts]);
  if (groups.length === 0) return <Empty title="No images"><p>Log one with run.LogImage("samples", png, step).</p></Empty>;
  return <div class="cards">{groups.map(([key, list]) => <Strip key={key} run={run} name={key} list={list} />)}</div>;
}

/** Images of one key by step: the slider moves through them, left and right too. */
function Strip({ run, name, list }: { run: Run; name: string; list: Artifact[] }): JSX.Element {
  const [at, setAt] = useState(list.length - 1);
  const [large, setLarge] = useState(false);
  const artifact = list[Math.min(at, list.length - 1)]!;
  const picture = <img class="picture" loading="lazy" src={artifactUrl(run.id, artifact.path)} alt={artifact.caption ?? `${name}${artifact.step !== undefined ? ` at step ${artifact.step}` : ''}`} />;
  const steps = list.length > 1 && <Steps list={list} at={at} onChange={setAt} />;
  return (
    <article class="card" aria-label={name}>
      <header><h3>{name}</h3><span class="row">{steps}<button type="button" class="bare" aria-label={`Show ${name} large`} title="Large" onClick={() => setLarge(true)}><Icon name="expand" /></button></span></header>
      {picture}
      {artifact.caption && <p class="quiet">{artifact.caption}</p>}
      {large && <Dialog title={name} onClose={() => setLarge(false)}><div class="large">{steps}{picture}{artifact.caption && <p class="quiet">{artifact.caption}</p>}</div></Dialog>}
    </article>
  );
}
