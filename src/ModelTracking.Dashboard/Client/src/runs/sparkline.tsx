import type { JSX } from 'preact';
import { num, toNumber } from '../format';
import type { Num, Sparkline } from '../types';
import { lineOf } from './sparklines';

const [width, height, pad] = [100, 24, 2];

/** A metric of a run in a cell: its last values as a line, and behind it how far they went. */
export function SparkCell({ run, metric, room }: { run: string; metric: string; room: number }): JSX.Element | null {
  const line = lineOf(run, metric).value;
  if (line === undefined) return null;
  if (line === null) return <span class="none">–</span>;
  const said = `first ${num(line.first, 3)}, last ${num(line.last, 3)}, least ${num(line.min, 3)}, greatest ${num(line.max, 3)}`;
  return (
    <svg class="spark" role="img" aria-label={said} viewBox={`0 0 ${width} ${height}`} width={Math.max(20, room - 20)} height={height} preserveAspectRatio="none">
      <title>{said}</title>
      <Drawn line={line} />
    </svg>
  );
}

const finite = (v: Num | null | undefined): number | null => (v === null || v === undefined || !Number.isFinite(toNumber(v)) ? null : toNumber(v));

function Drawn({ line }: { line: Sparkline }): JSX.Element {
  const ends = line.end.map(finite);
  const [lows, highs] = [line.low.map(finite), line.high.map(finite)];
  const all = [...lows, ...highs].filter((v) => v !== null);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const x = (i: number): string => (ends.length < 2 ? width / 2 : pad + ((width - 2 * pad) * i) / (ends.length - 1)).toFixed(1);
  const y = (v: number): string => (most === least ? height / 2 : height - pad - ((height - 2 * pad) * (v - least)) / (most - least)).toFixed(1);
  // A value that is no number leaves a gap.
  let path = '';
  ends.forEach((v, i) => {
    if (v !== null) path += `${i > 0 && ends[i - 1] !== null ? 'L' : 'M'}${x(i)} ${y(v)}`;
  });
  const there = ends.map((_, i) => i).filter((i) => lows[i] !== null && highs[i] !== null);
  const band = there.length < 2 ? '' : `M${there.map((i) => `${x(i)} ${y(highs[i]!)}`).join('L')}L${[...there].reverse().map((i) => `${x(i)} ${y(lows[i]!)}`).join('L')}Z`;
  const single = ends.length === 1 && ends[0] !== null;
  return (
    <>
      <path class="band" d={band} />
      {single ? <circle cx={x(0)} cy={y(ends[0]!)} r="2" /> : <path class="line" d={path} vector-effect="non-scaling-stroke" />}
    </>
  );
}
