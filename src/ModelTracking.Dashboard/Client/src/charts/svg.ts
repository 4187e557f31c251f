// A line chart as SVG that stands on its own: axes, bands, lines and a legend, in the colours of the page.
import { color, dash, dashOf, token } from '../colors';
import { num } from '../format';
import { markTone } from './draw';
import type { Line, Mark } from './line';
import { ticks } from './scale';

const svgNs = 'http://www.w3.org/2000/svg';

export interface Drawing {
  title: string;
  lines: Line[];
  marks: Mark[];
  rangeX: [number, number];
  rangeY: [number, number];
  logX: boolean;
  logY: boolean;
  xText: (x: number) => string;
}

function add(parent: Element, name: string, attributes: Record<string, string | number>, text?: string): Element {
  const element = parent.ownerDocument.createElementNS(svgNs, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

export function lineSvg(d: Drawing): SVGSVGElement {
  const [width, plotHeight, left, right, top] = [860, 420, 64, 20, 40];
  const shown = d.lines.slice(0, 24);
  const perRow = 3;
  const legend = Math.ceil(shown.length / perRow) * 20 + (d.lines.length > shown.length ? 20 : 0);
  const height = top + plotHeight + 34 + legend + 10;
  const svg = document.createElementNS(svgNs, 'svg');
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': 'system-ui, sans-serif', 'font-size': 12 })) svg.setAttribute(key, String(value));
  add(svg, 'title', {}, d.title);
  add(svg, 'rect', { width, height, fill: token('ground') });
  add(svg, 'text', { x: left, y: 24, 'font-size': 15, 'font-weight': 600, fill: token('text') }, d.title);

  const scale = (range: [number, number], log: boolean, from: number, to: number) => {
    const f = log ? Math.log10 : (v: number) => v;
    const [a, b] = [f(range[0]), f(range[1])];
    return (v: number): number => from + ((f(v) - a) / (b - a || 1)) * (to - from);
  };
  const x = scale(d.rangeX, d.logX, left, width - right);
  const y = scale(d.rangeY, d.logY, top + plotHeight, top);
  for (const t of ticks(d.rangeX[0], d.rangeX[1], 8, d.logX)) {
    add(svg, 'line', { x1: x(t), x2: x(t), y1: top, y2: top + plotHeight, stroke: token('grid') });
    add(svg, 'text', { x: x(t), y: top + plotHeight + 18, 'text-anchor': 'middle', fill: token('quiet') }, d.xText(t));
  }
  for (const t of ticks(d.rangeY[0], d.rangeY[1], 7, d.logY)) {
    add(svg, 'line', { x1: left, x2: width - right, y1: y(t), y2: y(t), stroke: token('grid') });
    add(svg, 'text', { x: left - 8, y: y(t) + 4, 'text-anchor': 'end', fill: token('quiet') }, num(t, 4));
  }
  const clip = add(svg, 'clipPath', { id: 'plot' });
  add(clip, 'rect', { x: left, y: top, width: width - left - right, height: plotHeight });
  const plot = add(svg, 'g', { 'clip-path': 'url(#plot)', fill: 'none', 'stroke-linejoin': 'round' });
  const at = (px: number, py: number): string => `${px.toFixed(1)} ${py.toFixed(1)}`;
  const ok = (px: number, py: number): boolean => Number.isFinite(px) && Number.isFinite(py);
  const path = (xs: number[], ys: number[]): string => {
    let pen = false;
    let text = '';
    xs.forEach((v, i) => {
      const [px, py] = [x(v), y(ys[i]!)];
      if (ok(px, py)) text += `${pen ? 'L' : 'M'}${at(px, py)}`;
      pen = ok(px, py);
    });
    return text;
  };
  for (const m of d.marks.filter((k) => k.x >= d.rangeX[0] && k.x <= d.rangeX[1])) {
    const mark = add(plot, 'path', { d: `M${x(m.x).toFixed(1)} ${top}v${plotHeight}`, stroke: token(markTone[m.severity]), 'stroke-opacity': 0.6, 'stroke-dasharray': '3 3' });
    add(mark, 'title', {}, m.text);
  }
  for (const line of d.lines) {
    const paint = color(line.color);
    if (line.min && line.max && line.min.some((v, i) => Math.abs(line.max![i]! - v) > 0)) {
      const edge = (ys: number[]): string[] => line.x.map((v, i) => [x(v), y(d.logY ? Math.max(ys[i]!, d.rangeY[0]) : ys[i]!)] as const).filter(([px, py]) => ok(px, py)).map(([px, py]) => at(px, py));
      add(plot, 'path', { d: `M${[...edge(line.max), ...edge(line.min).reverse()].join('L')}Z`, fill: paint, 'fill-opacity': 0.18 });
    }
    if (line.raw) add(plot, 'path', { d: path(line.x, line.raw), stroke: paint, 'stroke-opacity': 0.25 });
    if (!line.isLoose) add(plot, 'path', { d: path(line.x, line.y), stroke: paint, 'stroke-width': 1.6, 'stroke-dasharray': (line.dash === undefined ? dash(line.color) : dashOf(line.dash)).join(' ') || 'none' });
    if (line.x.length <= 24 || line.isLoose) line.x.forEach((v, i) => ok(x(v), y(line.y[i]!)) && add(plot, 'circle', { cx: x(v), cy: y(line.y[i]!), r: 2, fill: paint }));
  }
  shown.forEach((line, i) => {
    const [lx, ly] = [left + (i % perRow) * ((width - left - right) / perRow), top + plotHeight + 48 + Math.floor(i / perRow) * 20];
    add(svg, 'line', { x1: lx, x2: lx + 20, y1: ly - 4, y2: ly - 4, stroke: color(line.color), 'stroke-width': 2.5, 'stroke-dasharray': (line.dash === undefined ? dash(line.color) : dashOf(line.dash)).join(' ') || 'none' });
    add(svg, 'text', { x: lx + 26, y: ly, fill: token('text') }, line.label.length > 34 ? `${line.label.slice(0, 33)}…` : line.label);
  });
  if (d.lines.length > shown.length) add(svg, 'text', { x: left, y: height - 12, fill: token('quiet') }, `and ${d.lines.length - shown.length} more`);
  return svg;
}
