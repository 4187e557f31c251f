// How lines are put on the canvas, and which of their values are meant by a place on it.
import type uPlot from 'uplot';
import { color, dash, dashOf, token } from '../colors';
import type { Line, Mark } from './line';

export function extent(lists: number[][], positive: boolean): [number, number] {
  let lo = Infinity;
  let hi = -Infinity;
  for (const list of lists) {
    for (const v of list) {
      if (Number.isFinite(v) && (!positive || v > 0)) {
        if (v < lo) lo = v;
        if (v > hi) hi = v;
      }
    }
  }
  return lo <= hi ? [lo, hi] : positive ? [0.1, 1] : [0, 1];
}

/** Where the middle 96 % of all values lie. */
export function middle(lists: number[][], positive: boolean): [number, number] {
  const all = lists.flat().filter((v) => Number.isFinite(v) && (!positive || v > 0)).sort((a, b) => a - b);
  return all.length < 25 ? extent([all], positive) : [all[Math.floor((all.length - 1) * 0.02)]!, all[Math.ceil((all.length - 1) * 0.98)]!];
}

/** A range of y with room above and below. */
export function padded([lo, hi]: [number, number], log: boolean): [number, number] {
  if (log) return lo === hi ? [lo / 2, hi * 2] : [lo * 0.9, hi * 1.1];
  const pad = (hi - lo || Math.abs(hi) || 1) * 0.06;
  return [lo >= 0 && lo - pad < 0 ? 0 : lo - pad, hi + pad];
}

/** What all of some lines span, with their bands. */
export function spanOf(lines: Line[], logY: boolean, trim: boolean): { x: [number, number]; y: [number, number] } {
  const values = lines.flatMap((l) => [l.y, ...(l.min && l.max ? [l.min, l.max] : [])]);
  return { x: extent(lines.map((l) => l.x), false), y: padded(trim ? middle(values, logY) : extent(values, logY), logY) };
}

/** The entry nearest to a place along x; entries are in rising order unless the line is wound. */
export function nearest({ x, isWound }: Line, at: number): number {
  if (isWound) return x.reduce((best, v, i) => (Math.abs(v - at) < Math.abs(x[best]! - at) || Number.isNaN(x[best]!) ? i : best), 0);
  let lo = 0;
  let hi = x.length - 1;
  while (hi - lo > 1) {
    const mid = (lo + hi) >> 1;
    if (x[mid]! <= at) lo = mid;
    else hi = mid;
  }
  return hi >= 0 && Math.abs(x[hi]! - at) < Math.abs(x[lo]! - at) ? hi : lo;
}

/** The first and the last entry that are in view. */
export function within(x: number[], [lo, hi]: [number, number]): [number, number] {
  const from = x.findIndex((v) => v >= lo);
  return [Math.max(0, from), Math.max(0, x.length - 1 - [...x].reverse().findIndex((v) => v <= hi))];
}

/** The colour that an event has by its weight. */
export const markTone = { Information: 'quiet', Warning: 'warn', Error: 'bad' } as const;

/** Places where something happened, behind the lines. */
export function drawMarks(u: uPlot, marks: Mark[]): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio || 1;
  ctx.save();
  for (const m of marks) {
    const x = u.valToPos(m.x, 'x', true);
    if (!(x >= bbox.left && x <= bbox.left + bbox.width)) continue;
    ctx.strokeStyle = ctx.fillStyle = token(markTone[m.severity]);
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = ratio;
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.moveTo(x - 4 * ratio, bbox.top);
    ctx.lineTo(x + 4 * ratio, bbox.top);
    ctx.lineTo(x, bbox.top + 6 * ratio);
    ctx.fill();
  }
  ctx.restore();
}

/** The lines with their bands. */
export function draw(u: uPlot, lines: Line[], highlight: string | null, logY: boolean, logX: boolean): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const px = (v: number): number => u.valToPos(v, 'x', true);
  const py = (v: number): number => u.valToPos(v, 'y', true);
  const ok = (x: number, y: number): boolean => Number.isFinite(y) && Number.isFinite(x) && (!logY || y > 0) && (!logX || x > 0);
  const path = (x: number[], y: number[]): number => {
    ctx.beginPath();
    let pen = false;
    let drawn = 0;
    for (let i = 0; i < x.length; i++) {
      if (!ok(x[i]!, y[i]!)) {
        pen = false;
        continue;
      }
      if (pen) ctx.lineTo(px(x[i]!), py(y[i]!));
      else ctx.moveTo(px(x[i]!), py(y[i]!));
      pen = true;
      drawn++;
    }
    return drawn;
  };
  const ratio = devicePixelRatio || 1;
  for (const line of lines) {
    const faded = highlight !== null && highlight !== line.id;
    ctx.strokeStyle = ctx.fillStyle = color(line.color);
    if (line.min && line.max && line.min.some((v, i) => Math.abs(line.max![i]! - v) > 0)) {
      ctx.globalAlpha = faded ? 0.05 : 0.18;
      ctx.beginPath();
      const n = line.x.length;
      let open = false;
      for (let i = 0; i < n; i++) {
        if (!ok(line.x[i]!, line.max[i]!)) continue;
        if (open) ctx.lineTo(px(line.x[i]!), py(line.max[i]!));
        else ctx.moveTo(px(line.x[i]!), py(line.max[i]!));
        open = true;
      }
      for (let i = n - 1; i >= 0; i--) {
        const low = logY && line.min[i]! <= 0 ? u.scales.y!.min! : line.min[i]!;
        if (ok(line.x[i]!, low)) ctx.lineTo(px(line.x[i]!), py(low));
      }
      ctx.fill();
    }
    ctx.lineJoin = 'round';
    ctx.setLineDash((line.dash === undefined ? dash(line.color) : dashOf(line.dash)).map((d) => d * ratio));
    if (line.raw) {
      ctx.globalAlpha = faded ? 0.06 : 0.25;
      ctx.lineWidth = ratio;
      path(line.x, line.raw);
      ctx.stroke();
    }
    ctx.globalAlpha = faded ? 0.2 : 1;
    ctx.lineWidth = (highlight === line.id ? 2.5 : 1.6) * ratio;
    const drawn = path(line.x, line.y);
    if (!line.isLoose) ctx.stroke();
    ctx.setLineDash([]);
    if (drawn <= 2 || line.x.length <= 24 || line.isLoose) {
      for (let i = 0; i < line.x.length; i++) {
        if (!ok(line.x[i]!, line.y[i]!)) continue;
        ctx.beginPath();
        ctx.arc(px(line.x[i]!), py(line.y[i]!), (drawn <= 2 || line.isLoose ? 3.2 : 2) * ratio, 0, Math.PI * 2);
        ctx.fill();
      }
    }
  }
  ctx.restore();
}

/** The line that is next to a place on the screen, within reach of the hand. */
export function nearestLine(u: uPlot, lines: Line[], left: number, top: number): string | null {
  if (lines.length < 2) return null;
  const x = u.posToVal(left, 'x');
  let best: string | null = null;
  let least = 28;
  for (const l of lines) {
    const far = Math.abs(u.valToPos(l.y[nearest(l, x)] ?? NaN, 'y') - top);
    if (far < least) [best, least] = [l.id, far];
  }
  return best;
}
