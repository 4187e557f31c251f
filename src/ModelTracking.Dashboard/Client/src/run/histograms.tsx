// Histograms of one key that a run has logged at several steps: one at a time, or all of them as a ridge or a heat map.
import type { JSX } from 'preact';
import { api } from '../api';
import type { ChartData } from '../charts/evaluation';
import { Distributions, type AtStep } from '../charts/distributions';
import { useLoad } from '../hooks';
import { Loading, Trouble } from '../parts/basics';
import { route, set } from '../url';
import type { Artifact, Run } from '../types';

export type HistogramView = 'step' | 'ridge' | 'heat';

export function viewOf(): HistogramView {
  const asked = route.value.query.get('hist');
  return asked === 'ridge' || asked === 'heat' ? asked : 'step';
}

const names: Record<HistogramView, string> = { step: 'One step', ridge: 'Ridge', heat: 'Heat map' };

export function HistogramViews({ name }: { name: string }): JSX.Element {
  const view = viewOf();
  return (
    <span class="segmented" role="group" aria-label={`Show ${name} as`}>
      {(Object.keys(names) as HistogramView[]).map((v) => <button type="button" key={v} aria-pressed={view === v} onClick={() => set({ hist: v === 'step' ? null : v })}>{names[v]}</button>)}
    </span>
  );
}

/** More of them cannot be told from each other. */
const most = 50;

/** The first and the last, and as many between them as can be told from each other. */
const thinned = (list: Artifact[]): Artifact[] => (list.length <= most ? list : Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!));

export function AllSteps({ run, name, list, view }: { run: Run; name: string; list: Artifact[]; view: 'ridge' | 'heat' }): JSX.Element {
  const some = thinned(list);
  const { data, error, again } = useLoad(some.map((a) => a.hash).join(), () => Promise.all(some.map(async (a, i): Promise<AtStep | null> => {
    const chart = JSON.parse((await api.text(run.id, a.path)).text) as ChartData;
    return chart.type === 'histogram' ? { step: a.step ?? i, chart } : null;
  })));
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what={name} />;
  const known = data.filter((d): d is AtStep => d !== null && d.chart.counts.length > 0);
  if (known.length === 0) return <p class="quiet">None of these histograms holds a value.</p>;
  return (
    <>
      <Distributions title={name} list={known} view={view} />
      {list.length > some.length && <p class="quiet">{`Showing ${some.length} of ${list.length} steps.`}</p>}
    </>
  );
}
