// Runs as points over two values, as SVG.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { color, sequential } from '../colors';
import { num } from '../format';
import { useWidth } from '../hooks';
import { go, href } from '../url';
import { scaleOf, trendOf } from './scale';

export interface Mark {
  id: string;
  label: string;
  color: number;
  values: (number | string | null)[];
  /** Where its colour stands between the least (0) and the greatest (1) of a value; null where it has none. */
  hue?: number | null;
}

export const paintOf = (m: Mark): string => (m.hue === undefined ? color(m.color) : m.hue === null ? 'var(--quiet)' : sequential(m.hue));

export function Scatter({ marks, x, y, trend, hue }: { marks: Mark[]; x: string; y: string; trend?: boolean; hue?: Hue }): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [over, setOver] = useState<Mark | null>(null);
  const w = Math.max(280, width);
  const h = 380;
  const [left, right, top, bottom] = [64, 16, 30, 50];
  const sx = scaleOf(marks.map((m) => m.values[0]!));
  const sy = scaleOf(marks.map((m) => m.values[1]!));
  const places = marks.map((m) => [sx.at(m.values[0]!), sy.at(m.values[1]!)] as const).filter((p): p is readonly [number, number] => p[0] !== null && p[1] !== null);
  const fit = trend && sx.isNumeric && sy.isNumeric ? trendOf(places) : null;
  // Points at the ends stand within the frame, texts in the middle of a part of their own.
  const room = (ticks: number, isNumeric: boolean, size: number): number => (isNumeric ? 14 : size / (2 * Math.max(1, ticks)));
  const [rx, ry] = [room(sx.ticks.length, sx.isNumeric, w - left - right), room(sy.ticks.length, sy.isNumeric, h - top - bottom)];
  const px = (t: number): number => left + rx + t * (w - left - right - 2 * rx);
  const py = (t: number): number => h - bottom - ry - t * (h - top - bottom - 2 * ry);
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
        <text class="tick axisname" x={left} y={14} text-anchor="start">{y}</text>
        <text class="tick axisname" x={w - right} y={h - 8} text-anchor="end">{x}</text>
        {fit && <line class="trend" x1={px(fit.from[0])} y1={py(fit.from[1])} x2={px(fit.to[0])} y2={py(fit.to[1])} />}
        {marks.map((m) => {
          const [a, b] = [sx.at(m.values[0]!), sy.at(m.values[1]!)];
          return a === null || b === null ? null : (
            <a key={m.id} href={href(`runs/${m.id}`)} onClick={(e) => { e.preventDefault(); go(href(`runs/${m.id}`)); }} aria-label={`${m.label}: ${x} ${m.values[0]}, ${y} ${m.values[1]}`}
              onMouseEnter={() => setOver(m)} onMouseLeave={() => setOver(null)} onFocus={() => setOver(m)} onBlur={() => setOver(null)}>
              <circle cx={px(a)} cy={py(b)} r={over?.id === m.id ? 7 : 5} fill={paintOf(m)} fill-opacity="0.8" />
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
          <span class="quiet">{`${y} over ${x}${fit ? `; trend explains ${Math.round(fit.r2 * 100)} % of ${places.length} runs’ variance` : trend ? '; no trend: it takes three runs with different numbers on both axes' : ''}`}</span>
        )}
        {hue && <HueLegend hue={hue} />}
      </figcaption>
    </figure>
  );
}

/** What the colours of points and lines say. */
export interface Hue {
  label: string;
  least: string;
  greatest: string;
}

export function HueLegend({ hue }: { hue: Hue }): JSX.Element {
  return (
    <span class="hue push">
      <span class="quiet">{hue.label}</span>
      <span class="number">{hue.least}</span>
      <svg width="96" height="10" viewBox="0 0 96 10" aria-hidden="true">{Array.from({ length: 24 }, (_, i) => <rect key={i} x={i * 4} width="4.3" height="10" fill={sequential(i / 23)} />)}</svg>
      <span class="number">{hue.greatest}</span>
    </span>
  );
}
