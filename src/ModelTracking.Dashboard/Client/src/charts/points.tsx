// Scatter and parallel coordinates of runs, as SVG.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { color } from '../colors';
import { num } from '../format';
import { useWidth } from '../hooks';
import { go, href } from '../url';

export interface Mark {
  id: string;
  label: string;
  color: number;
  values: (number | string | null)[];
}

interface Scale {
  at: (v: number | string | null) => number | null;
  ticks: { at: number; label: string }[];
}

/** A scale from 0 to 1: numbers by value, texts one beside the other. */
function scaleOf(values: (number | string | null)[], log = false): Scale {
  const numbers = values.filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  const texts = [...new Set(values.filter((v): v is string => typeof v === 'string'))].sort();
  if (numbers.length > 0 && texts.length === 0) {
    const useLog = log || (numbers.every((n) => n > 0) && Math.max(...numbers) / Math.min(...numbers) > 200);
    const f = (v: number): number => (useLog ? Math.log10(v) : v);
    const [lo, hi] = [f(Math.min(...numbers)), f(Math.max(...numbers))];
    const at = (v: number | string | null): number | null => (typeof v === 'number' && Number.isFinite(v) && (!useLog || v > 0) ? (hi === lo ? 0.5 : (f(v) - lo) / (hi - lo)) : null);
    const steps = hi === lo ? [lo] : [0, 0.25, 0.5, 0.75, 1].map((t) => lo + t * (hi - lo));
    return { at, ticks: steps.map((s) => ({ at: hi === lo ? 0.5 : (s - lo) / (hi - lo), label: num(useLog ? 10 ** s : s, 3) })) };
  }
  const all = [...new Set(values.filter((v) => v !== null).map(String))].sort((a, b) => (Number(a) - Number(b) || a.localeCompare(b)));
  const place = (v: string): number => (all.length === 1 ? 0.5 : all.indexOf(v) / (all.length - 1));
  return { at: (v) => (v === null ? null : place(String(v))), ticks: all.slice(0, 24).map((t) => ({ at: place(t), label: t.length > 14 ? `${t.slice(0, 13)}…` : t })) };
}

export function Scatter({ marks, x, y }: { marks: Mark[]; x: string; y: string }): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [over, setOver] = useState<Mark | null>(null);
  const w = Math.max(280, width);
  const h = 380;
  const [left, right, top, bottom] = [64, 16, 14, 34];
  const sx = scaleOf(marks.map((m) => m.values[0]!));
  const sy = scaleOf(marks.map((m) => m.values[1]!));
  const px = (t: number): number => left + t * (w - left - right);
  const py = (t: number): number => h - bottom - t * (h - top - bottom);
  return (
    <figure class="chart" ref={ref as never}>
      <svg width={w} height={h} role="group" aria-label={`${y} over ${x} of ${marks.length} runs`}>
        {sx.ticks.map((t) => (
          <g key={t.at}>
            <line class="gridline" x1={px(t.at)} x2={px(t.at)} y1={top} y2={h - bottom} />
            <text class="tick" x={px(t.at)} y={h - bottom + 16} text-anchor="middle">{t.label}</text>
          </g>
        ))}
        {sy.ticks.map((t) => (
          <g key={t.at}>
            <line class="gridline" x1={left} x2={w - right} y1={py(t.at)} y2={py(t.at)} />
            <text class="tick" x={left - 8} y={py(t.at) + 4} text-anchor="end">{t.label}</text>
          </g>
        ))}
        {marks.map((m) => {
          const [a, b] = [sx.at(m.values[0]!), sy.at(m.values[1]!)];
          return a === null || b === null ? null : (
            <a key={m.id} href={href(`runs/${m.id}`)} onClick={(e) => { e.preventDefault(); go(href(`runs/${m.id}`)); }} aria-label={`${m.label}: ${x} ${m.values[0]}, ${y} ${m.values[1]}`}
              onMouseEnter={() => setOver(m)} onMouseLeave={() => setOver(null)} onFocus={() => setOver(m)} onBlur={() => setOver(null)}>
              <circle cx={px(a)} cy={py(b)} r={over?.id === m.id ? 7 : 5} fill={color(m.color)} fill-opacity="0.75" />
            </a>
          );
        })}
      </svg>
      <figcaption class="readout">
        {over ? (
          <>
            <b>{over.label}</b>
            <span>{`${x} ${typeof over.values[0] === 'number' ? num(over.values[0]) : over.values[0]}`}</span>
            <span>{`${y} ${typeof over.values[1] === 'number' ? num(over.values[1]) : over.values[1]}`}</span>
          </>
        ) : (
          <span class="quiet">{`${y} over ${x}`}</span>
        )}
      </figcaption>
    </figure>
  );
}

export function Parallel({ marks, axes }: { marks: Mark[]; axes: string[] }): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [over, setOver] = useState<Mark | null>(null);
  const w = Math.max(axes.length * 110, width);
  const h = 360;
  const [left, right, top, bottom] = [50, 50, 40, 14];
  const scales = axes.map((_, i) => scaleOf(marks.map((m) => m.values[i]!)));
  const px = (i: number): number => (axes.length === 1 ? w / 2 : left + (i * (w - left - right)) / (axes.length - 1));
  const py = (t: number): number => h - bottom - t * (h - top - bottom);
  const path = (m: Mark): string => {
    let pen = false;
    return axes.map((_, i) => {
      const at = scales[i]!.at(m.values[i]!);
      const text = at === null ? '' : `${pen ? 'L' : 'M'}${px(i).toFixed(1)} ${py(at).toFixed(1)}`;
      pen = at !== null;
      return text;
    }).join('');
  };
  return (
    <figure class="chart" ref={ref as never}>
      <div class="scroll" tabIndex={0} role="region" aria-label="Parallel coordinates">
        <svg width={w} height={h} role="img" aria-label={`Parallel coordinates of ${marks.length} runs over ${axes.join(', ')}`}>
          {marks.map((m) => (
            <path key={m.id} d={path(m)} fill="none" stroke={color(m.color)} stroke-width={over?.id === m.id ? 3 : 1.6} stroke-opacity={over && over.id !== m.id ? 0.15 : 0.8} onMouseEnter={() => setOver(m)} onMouseLeave={() => setOver(null)}>
              <title>{m.label}</title>
            </path>
          ))}
          {axes.map((a, i) => (
            <g key={a}>
              <line class="axisline" x1={px(i)} x2={px(i)} y1={top} y2={h - bottom} />
              <text class="tick name" x={px(i)} y={18} text-anchor="middle">{a.length > 18 ? `${a.slice(0, 17)}…` : a}<title>{a}</title></text>
              {scales[i]!.ticks.map((t) => <text key={t.at} class="tick halo" x={px(i) + 6} y={py(t.at) + 4}>{t.label}</text>)}
            </g>
          ))}
        </svg>
      </div>
      <figcaption class="readout">{over ? <b>{over.label}</b> : <span class="quiet">Each line is a run; point at one to follow it.</span>}</figcaption>
    </figure>
  );
}
