// A table of the page as SVG that stands on its own: its cells where they are, in their colours.
import { token } from '../colors';

const svgNs = 'http://www.w3.org/2000/svg';

/** A colour as every program that reads SVG knows it, whatever the browser writes. */
function plainColor(): (text: string) => { fill: string; opacity: number } {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, 1];
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  return (text) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return { fill: `rgb(${r}, ${g}, ${b})`, opacity: Math.round((a! / 255) * 1000) / 1000 };
  };
}

export function tableSvg(table: HTMLTableElement, title: string): SVGSVGElement {
  const colorOf = plainColor();
  const frame = table.getBoundingClientRect();
  const [pad, head] = [12, 34];
  const [width, height] = [Math.ceil(frame.width) + 2 * pad, Math.ceil(frame.height) + head + pad];
  const svg = document.createElementNS(svgNs, 'svg');
  const add = (name: string, attributes: Record<string, string | number>, text?: string): void => {
    const element = document.createElementNS(svgNs, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    svg.append(element);
  };
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': 'system-ui, sans-serif', 'font-size': 12 })) svg.setAttribute(key, String(value));
  add('title', {}, title);
  add('rect', { width, height, fill: token('ground') });
  add('text', { x: pad, y: 22, 'font-size': 14, 'font-weight': 600, fill: token('text') }, title);
  for (const cell of table.querySelectorAll<HTMLTableCellElement>('th, td')) {
    const at = cell.getBoundingClientRect();
    const style = getComputedStyle(cell);
    const ground = colorOf(style.backgroundColor);
    const [x, y] = [at.left - frame.left + pad, at.top - frame.top + head];
    if (ground.opacity > 0) add('rect', { x, y, width: at.width, height: at.height, rx: 3, fill: ground.fill, 'fill-opacity': ground.opacity });
    const note = cell.querySelector('small');
    const words = [...cell.childNodes].filter((n) => n !== note && !(n as Element).classList?.contains('hidden')).map((n) => n.textContent).join('').trim();
    const isRight = style.textAlign === 'right';
    const place = { x: isRight ? x + at.width - 6 : x + at.width / 2, 'text-anchor': isRight ? 'end' : 'middle' };
    add('text', { ...place, y: y + at.height / 2 + (note ? -2 : 4), fill: colorOf(style.color).fill }, words);
    if (note) add('text', { ...place, y: y + at.height / 2 + 12, 'font-size': 10, fill: colorOf(getComputedStyle(note).color).fill }, note.textContent ?? '');
  }
  return svg;
}
