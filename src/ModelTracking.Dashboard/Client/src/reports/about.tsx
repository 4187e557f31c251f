import type { JSX } from 'preact';
import { experiments } from '../store';

/** What a report is about, and so who sees it. */
export function About({ experiment, isPrivate, onExperiment, onPrivate }: { experiment: string; isPrivate: boolean; onExperiment: (experiment: string) => void; onPrivate: (isPrivate: boolean) => void }): JSX.Element {
  const names = experiments.value?.experiments.map((e) => e.name) ?? [];
  return (
    <>
      <label title="Who sees the runs of this experiment sees the report">About
        <select value={experiment} onChange={(e) => onExperiment(e.currentTarget.value)}>
          <option value="">all experiments</option>
          {(experiment && !names.includes(experiment) ? [experiment, ...names] : names).map((n) => <option key={n} value={n}>{n}</option>)}
        </select>
      </label>
      <label class="switch"><input type="checkbox" checked={isPrivate} onChange={(e) => onPrivate(e.currentTarget.checked)} />Only for me</label>
    </>
  );
}
