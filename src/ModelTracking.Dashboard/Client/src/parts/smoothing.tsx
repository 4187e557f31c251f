import type { JSX } from 'preact';
import { kinds, sizes, smoothingText, type Kind, type Smoothing } from '../smoothing';
import { set } from '../url';

const first: Record<Kind, number> = { ema: 0.6, mean: 11, gaussian: 5 };

/** How lines are smoothed, and how much: along the points that were logged, in steps that grow. */
export function SmoothingControl({ smoothing }: { smoothing: Smoothing }): JSX.Element {
  const { kind, amount } = smoothing;
  const change = (next: Smoothing): void => set({ smooth: smoothingText(next) || null });
  const list = kind === 'ema' ? [] : sizes[kind];
  const at = list.reduce((best, w, i) => (Math.abs(w - amount) < Math.abs(list[best]! - amount) ? i : best), 0);
  const said = kind === 'ema' ? amount.toFixed(2) : `${amount} points`;
  return (
    <span class="slider smoothing" role="group" aria-label="Smoothing of the lines">
      <span>Smoothing</span>
      <select aria-label="Kind of smoothing" value={kind} onChange={(e) => { const to = e.currentTarget.value as Kind; change({ kind: to, amount: first[to] }); }}>
        {(Object.keys(kinds) as Kind[]).map((k) => <option key={k} value={k}>{kinds[k]}</option>)}
      </select>
      {kind === 'ema'
        ? <input type="range" aria-label="Smoothing" min="0" max="0.99" step="0.01" value={amount} onInput={(e) => change({ kind, amount: Number(e.currentTarget.value) })} />
        : <input type="range" aria-label="Smoothing" min="0" max={list.length - 1} step="1" value={at} aria-valuetext={said} onInput={(e) => change({ kind, amount: list[Number(e.currentTarget.value)]! })} />}
      <output>{said}</output>
    </span>
  );
}
