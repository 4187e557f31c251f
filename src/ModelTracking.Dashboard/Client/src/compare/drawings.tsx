// Evaluations and code of several runs side by side.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { api, artifactUrl } from '../api';
import { Curves, EvaluationChart, type ChartData } from '../charts/evaluation';
import { useLoad } from '../hooks';
import { Empty, Loading, Section, Trouble } from '../parts/basics';
import { charts, images, keyOf } from '../run/evaluation';
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
  const pictures = useMemo(() => last(runs, images), [runs]);
  if (groups.length + pictures.length === 0) return <Empty title="No evaluation"><p>None of these runs has logged a matrix, curve, histogram or image.</p></Empty>;
  return (
    <>
      {groups.map(([key, list]) => <Drawings key={key} name={key} list={list} base={base} />)}
      {pictures.map(([key, list]) => (
        <Section key={key} title={key}>
          <div class="cards">{list.map(({ run, artifact }) => <figure class="card" key={run.id}><img class="picture" loading="lazy" src={artifactUrl(run.id, artifact.path)} alt={`${key} of ${run.name}`} /><figcaption>{run.name}{artifact.step !== undefined ? `, step ${artifact.step}` : ''}</figcaption></figure>)}</div>
        </Section>
      ))}
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
