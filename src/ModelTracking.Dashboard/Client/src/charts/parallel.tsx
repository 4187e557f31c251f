// Parallel coordinates of runs, as SVG. A range on an axis keeps the runs within it and fades the others.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useWidth } from '../hooks';
import { HueLegend, paintOf, type Hue, type Mark } from './points';
import { scaleOf, type Scale } from './scale';

export type Range = [number, number];

export interface ParallelProps {
  marks: Mark[];
  axes: string[];
  /** Ranges by the number of their axis, each between 0 and 1. */
  ranges?: Map<number, Range>;
  onRange?: (axis: number, range: Range | null) => void;
  hue?: Hue;
}

/** Whether a run is within all ranges. */
export function isWithin(mark: Mark, scales: Scale[], ranges: Map<number, Range>): boolean {
  return [...ranges].every(([i, [lo, hi]]) => {
    const at = scales[i]?.at(mark.values[i] ?? null) ?? null;
    return at !== null && at >= lo - 1e-9 && at <= hi + 1e-9;
  });
}

export const scalesOf = (marks: Mark[], axes: string[]): Scale[] => axes.map((_, i) => scaleOf(marks.map((m) => m.values[i]!)));

export function Parallel({ marks, axes, ranges = new Map(), onRange, hue }: ParallelProps): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [over, setOver] = useState<Mark | null>(null);
  const w = Math.max(axes.length * 110, width);
  const h = 360;
  const [left, right, top, bottom] = [50, 50, 40, 14];
  const scales = scalesOf(marks, axes);
  const px = (i: number): number => (axes.length === 1 ? w / 2 : left + (i * (w - left - right)) / (axes.length - 1));
  const py = (t: number): number => h - bottom - t * (h - top - bottom);
  const placeOf = (y: number): number => Math.max(0, Math.min(1, (h - bottom - y) / (h - top - bottom)));
  const path = (m: Mark): string => {
    let pen = false;
    return axes.map((_, i) => {
      const at = scales[i]!.at(m.values[i]!);
      const text = at === null ? '' : `${pen ? 'L' : 'M'}${px(i).toFixed(1)} ${py(at).toFixed(1)}`;
      pen = at !== null;
      return text;
    }).join('');
  };
  const faint = (m: Mark): boolean => (over ? over.id !== m.id : !isWithin(m, scales, ranges));
  const kept = marks.filter((m) => isWithin(m, scales, ranges));
  return (
    <figure class="chart" ref={ref as never}>
      <div class="scroll" tabIndex={0} role="region" aria-label="Parallel coordinates">
        <svg width={w} height={h} role="group" aria-label={`Parallel coordinates of ${marks.length} runs over ${axes.join(', ')}`}>
          {[...marks].sort((a, b) => Number(faint(b)) - Number(faint(a))).map((m) => (
            <path key={m.id} d={path(m)} fill="none" stroke={paintOf(m)} stroke-width={over?.id === m.id ? 3 : 1.6} stroke-opacity={faint(m) ? 0.12 : 0.85} onMouseEnter={() => setOver(m)} onMouseLeave={() => setOver(null)}>
              <title>{m.label}</title>
            </path>
          ))}
          {axes.map((a, i) => (
            <g key={a}>
              <line class="axisline" x1={px(i)} x2={px(i)} y1={top} y2={h - bottom} />
              <text class="tick name" x={axes.length < 2 ? px(i) : i === 0 ? 2 : i === axes.length - 1 ? w - 2 : px(i)} y={18} text-anchor={axes.length < 2 ? 'middle' : i === 0 ? 'start' : i === axes.length - 1 ? 'end' : 'middle'}>{a.length > 18 ? `${a.slice(0, 17)}…` : a}<title>{a}</title></text>
              {scales[i]!.ticks.map((t) => <text key={t.at} class="tick halo" x={px(i) + 6} y={py(t.at) + 4}>{t.label}</text>)}
              {onRange && <AxisRange name={a} scale={scales[i]!} x={px(i)} y={py} placeOf={placeOf} range={ranges.get(i) ?? null} onChange={(r) => onRange(i, r)} />}
            </g>
          ))}
        </svg>
      </div>
      <figcaption class="readout">
        {over ? <b>{over.label}</b> : ranges.size > 0 ? <span role="status">{`${kept.length} of ${marks.length} runs are within the ranges`}</span> : <span class="quiet">{`Each line is a run; point at one to follow it.${onRange ? ' Draw along an axis to keep the runs of a range.' : ''}`}</span>}
        {hue && <HueLegend hue={hue} />}
      </figcaption>
    </figure>
  );
}

interface AxisRangeProps {
  name: string;
  scale: Scale;
  x: number;
  y: (place: number) => number;
  placeOf: (y: number) => number;
  range: Range | null;
  onChange: (range: Range | null) => void;
}

/** The range of one axis: drawn with the mouse, moved with the arrow keys, taken away with a click or Delete. */
function AxisRange({ name, scale, x, y, placeOf, range, onChange }: AxisRangeProps): JSX.Element {
  // What is drawn follows; what counts is known at once, however quick the hand is.
  const drag = useRef<Range | null>(null);
  const [, draw] = useState(0);
  const setDrag = (range: Range | null): void => {
    drag.current = range;
    draw((n) => n + 1);
  };
  const sortedOf = ([a, b]: Range): Range => [Math.min(a, b), Math.max(a, b)];
  const shown = drag.current ? sortedOf(drag.current) : range;
  const at = (event: PointerEvent): number => placeOf(event.clientY - (event.currentTarget as SVGElement).ownerSVGElement!.getBoundingClientRect().top);
  const step = 0.05;
  const keys = (event: KeyboardEvent): void => {
    const [lo, hi] = range ?? [0, 1];
    const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -step : 0;
    if (event.key === 'Delete' || event.key === 'Backspace') onChange(null);
    else if (by !== 0) onChange(event.shiftKey ? [lo, Math.max(lo, Math.min(1, hi + by))] : [Math.min(hi, Math.max(0, lo + by)), hi]);
    else return;
    event.preventDefault();
  };
  const ends = shown ?? [0, 1];
  return (
    <>
      {shown && <rect class="range" x={x - 5} width="10" y={y(ends[1])} height={Math.max(2, y(ends[0]) - y(ends[1]))} rx="3" />}
      <rect
        class="hit" x={x - 14} width="28" y={y(1) - 6} height={y(0) - y(1) + 12} fill="transparent" tabindex={0} role="slider" aria-orientation="vertical"
        aria-label={`Range of ${name}: up and down move its lower end, with Shift its upper end, Delete takes it away`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(ends[0] * 100)} aria-valuetext={shown ? `from ${scale.text(ends[0])} to ${scale.text(ends[1])}` : 'all'}
        onKeyDown={keys}
        onPointerDown={(e) => { (e.currentTarget as SVGElement).setPointerCapture(e.pointerId); setDrag([at(e), at(e)]); }}
        onPointerMove={(e) => { if (drag.current) setDrag([drag.current[0], at(e)]); }}
        onPointerUp={() => { const d = drag.current; if (d) onChange(Math.abs(d[0] - d[1]) > 0.015 ? sortedOf(d) : null); setDrag(null); }}
        onPointerCancel={() => setDrag(null)}
      />
    </>
  );
}
