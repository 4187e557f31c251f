// What is on screen as a picture: SVG that stands on its own, and PNG drawn from it.
import type { JSX } from 'preact';
import { token } from '../colors';
import { download } from '../format';

type Make = () => Promise<SVGSVGElement>;
const makers = new WeakMap<Element, Make>();

/** Says how a figure that is drawn on a canvas is drawn as SVG. */
export const offer = (figure: Element, make: Make): void => void makers.set(figure, make);

const carried = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin', 'opacity', 'font-size', 'font-weight', 'text-anchor', 'paint-order'];

/** A drawing of the page with its looks in itself, where there is no style sheet. */
function copyOf(source: SVGSVGElement): SVGSVGElement {
  const copy = source.cloneNode(true) as SVGSVGElement;
  const [from, to] = [source.querySelectorAll('*'), copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of carried) to[i]!.setAttribute(name, style.getPropertyValue(name));
    to[i]!.removeAttribute('class');
    // A link of the page leads nowhere in a file.
    to[i]!.removeAttribute('href');
  });
  const { width, height } = source.getBoundingClientRect();
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('width', String(Math.ceil(width)));
  copy.setAttribute('height', String(Math.ceil(height)));
  copy.removeAttribute('class');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', token('ground'));
  copy.prepend(ground);
  copy.setAttribute('font-family', 'system-ui, sans-serif');
  return copy;
}

async function drawingOf(event: Event): Promise<SVGSVGElement | null> {
  const place = (event.currentTarget as Element).closest('.dialog .facet, .dialog, .card, .section, [role=tabpanel]');
  const figure = place?.querySelector('figure.chart');
  if (!figure) return null;
  const make = makers.get(figure);
  if (make) return make();
  const svg = figure.querySelector<SVGSVGElement>('svg:not(.swatch, .icon)');
  return svg && copyOf(svg);
}

// Characters that XML does not have would make the file unreadable.
const textOf = (svg: SVGSVGElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

const fileName = (name: string): string => name.replace(/[^\p{L}\p{N}._ -]+/gu, '-').slice(0, 80) || 'chart';

export async function saveSvg(event: Event, name: string): Promise<void> {
  const svg = await drawingOf(event);
  if (svg) download(`${fileName(name)}.svg`, 'image/svg+xml', textOf(svg));
}

export async function savePng(event: Event, name: string): Promise<void> {
  const svg = await drawingOf(event);
  if (!svg) return;
  const [width, height] = [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))];
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(textOf(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const scale = 2;
  [canvas.width, canvas.height] = [width * scale, height * scale];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && download(`${fileName(name)}.png`, 'image/png', blob));
}

/** Links that save the chart beside them. */
export function SaveAs({ name, children }: { name: string; children?: JSX.Element }): JSX.Element {
  return (
    <span class="row saves">
      {children}
      <button type="button" class="link" onClick={(e) => savePng(e, name)} aria-label={`Save ${name} as PNG`}>PNG</button>
      <button type="button" class="link" onClick={(e) => saveSvg(e, name)} aria-label={`Save ${name} as SVG`}>SVG</button>
    </span>
  );
}
