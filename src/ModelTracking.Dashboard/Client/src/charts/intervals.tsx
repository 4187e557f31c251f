// Groups of runs below each other: a dot for each run, the mean with its interval. As SVG.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { color } from '../colors';
import { num, plural } from '../format';
import { useWidth } from '../hooks';
import { go, href } from '../url';
import { scaleOf } from './scale';

export interface Row {
  name: string;
  color: number;
  mean: number;
  low: number;
  high: number;
  dots: { id: string; label: string; value: number }[];
  isBaseline: boolean;
}

export function Intervals({ rows, value, percent }: { rows: Row[]; value: string; percent: string }): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [over, setOver] = useState<{ group: string; label: string; value: number } | null>(null);
  const w = Math.max(280, width);
  const [rowHeight, top, bottom] = [46, 8, 44];
  const left = Math.min(180, Math.max(70, w * 0.24));
  const right = 22;
  const h = top + rows.length * rowHeight + bottom;
  // An interval may be many times wider than all values are apart: of it no more is shown than leaves them their room.
  const numbers = rows.flatMap((r) => r.dots.map((d) => d.value)).filter(Number.isFinite);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const room = (most - least || Math.abs(most) || 1) * 0.75;
  const inRoom = (v: number): number => Math.max(least - room, Math.min(most + room, v));
  const scale = scaleOf([...numbers, ...rows.flatMap((r) => [r.low, r.high]).filter(Number.isFinite).map(inRoom)]);
  const px = (v: number): number => left + 10 + (scale.at(v) ?? 0.5) * (w - left - right - 20);
  const baseline = rows.find((r) => r.isBaseline);
  // Equal values stand beside each other, not on top of each other.
  const lift = (dots: Row['dots'], i: number): number => {
    const same = dots.slice(0, i).filter((d) => Math.abs(px(d.value) - px(dots[i]!.value)) < 7).length;
    return (same % 2 === 0 ? 1 : -1) * Math.ceil(same / 2) * 5;
  };
  const letters = Math.max(6, Math.floor((left - 16) / 6.6));
  return (
    <figure class="chart" ref={ref as never}>
      <svg width={w} height={h} role="group" aria-label={`${value} of ${rows.length} groups: a dot for each run, the mean with its ${percent} interval`}>
        {scale.ticks.map((t) => {
          const x = left + 10 + t.at * (w - left - right - 20);
          return (
            <g key={t.at}>
              <line class="gridline" x1={x} x2={x} y1={top} y2={h - bottom} />
              <text class="tick" x={x} y={h - bottom + 16} text-anchor="middle">{t.label}</text>
            </g>
          );
        })}
        <text class="tick axisname" x={w - right} y={h - 8} text-anchor="end">{value}</text>
        {baseline && Number.isFinite(baseline.mean) && <line class="trend" x1={px(baseline.mean)} x2={px(baseline.mean)} y1={top} y2={h - bottom} />}
        {rows.map((r, k) => {
          const y = top + k * rowHeight + rowHeight / 2;
          const dots = r.dots.filter((d) => Number.isFinite(d.value));
          return (
            <g key={r.name}>
              <text class="tick name" x={left - 6} y={y + 1} text-anchor="end">{r.name.length > letters ? `${r.name.slice(0, letters - 1)}…` : r.name}<title>{r.name}</title></text>
              <text class="tick" x={left - 6} y={y + 15} text-anchor="end">{`${plural(r.dots.length, 'run')}${r.isBaseline && letters > 18 ? ', baseline' : ''}`}</text>
              {dots.map((d, i) => (
                <a key={d.id} href={href(`runs/${d.id}`)} onClick={(e) => { e.preventDefault(); go(href(`runs/${d.id}`)); }} aria-label={`${d.label}, ${r.name}: ${num(d.value)}`}
                  onMouseEnter={() => setOver({ group: r.name, label: d.label, value: d.value })} onMouseLeave={() => setOver(null)} onFocus={() => setOver({ group: r.name, label: d.label, value: d.value })} onBlur={() => setOver(null)}>
                  <circle cx={px(d.value)} cy={y - 6 + lift(dots, i)} r="4" fill={color(r.color)} fill-opacity="0.55" />
                </a>
              ))}
              {Number.isFinite(r.low) && <path d={`M${px(inRoom(r.low))} ${y + 12}H${px(inRoom(r.high))}${inRoom(r.low) === r.low ? `M${px(r.low)} ${y + 7}v10` : ''}${inRoom(r.high) === r.high ? `M${px(r.high)} ${y + 7}v10` : ''}`} stroke={color(r.color)} stroke-width="2" fill="none" />}
              {Number.isFinite(r.mean) && <path d={`M${px(r.mean)} ${y + 6}l5 6l-5 6l-5 -6Z`} fill={color(r.color)} />}
            </g>
          );
        })}
      </svg>
      <figcaption class="readout">
        {over ? <><b>{over.label}</b><span>{over.group}</span><span>{`${value} ${num(over.value)}`}</span></>
          : <span class="quiet">{`A dot is a run, a diamond the mean of its group, the line through it the ${percent} interval of the mean${baseline ? '; the dashed line is the mean of the baseline' : ''}`}</span>}
      </figcaption>
    </figure>
  );
}
