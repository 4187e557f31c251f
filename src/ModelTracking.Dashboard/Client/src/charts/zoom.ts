// Looking closer: the wheel (with Ctrl, or over a chart that has the focus, so that the page still scrolls), two fingers,
// dragging with Shift, and keys. Each gives the part of x that is to be shown; null where that is all of it.
import type uPlot from 'uplot';

export type Span = [number, number];

export interface View {
  /** What is shown of x. */
  range: Span;
  /** All there is. */
  full: Span;
  log: boolean;
}

const steps = { wheel: 0.0016, pinch: 0.01, key: 0.7, page: 0.25 };

/** No less than this part of all there is. */
const least = 1e-6;

const along = (v: View, span: Span): Span => (v.log ? [Math.log10(span[0]), Math.log10(span[1])] : span);
const back = (v: View, [a, b]: Span): Span => (v.log ? [10 ** a, 10 ** b] : [a, b]);

/** Shown after a zoom by a factor about a place; below 1 comes closer. */
export function zoomed(v: View, at: number, factor: number): Span | null {
  const [a, b] = along(v, v.range);
  const [lo, hi] = along(v, v.full);
  const place = Math.max(a, Math.min(b, v.log ? Math.log10(at) : at));
  const [from, to] = [Math.max(lo, place - (place - a) * factor), Math.min(hi, place + (b - place) * factor)];
  if (from <= lo && to >= hi) return null;
  return to - from < (hi - lo) * least ? v.range : back(v, [from, to]);
}

/** Shown after moving by a part of the width; it ends where the lines do. */
export function panned(v: View, part: number): Span | null {
  const [a, b] = along(v, v.range);
  const [lo, hi] = along(v, v.full);
  if (a <= lo && b >= hi) return null;
  const by = Math.max(lo - a, Math.min(hi - b, part * (b - a)));
  return back(v, [a + by, b + by]);
}

/** What a key asks for; undefined where it has no such meaning. */
export function keyed(key: string, v: View, at: number | null): Span | null | undefined {
  const [a, b] = along(v, v.range);
  const place = at ?? back(v, [(a + b) / 2, b])[0];
  const isAll = v.range[0] <= v.full[0] && v.range[1] >= v.full[1];
  switch (key) {
    case '+':
    case '=': return zoomed(v, place, steps.key);
    case '-': return isAll ? undefined : zoomed(v, place, 1 / steps.key);
    case '0': return isAll ? undefined : null;
    case 'PageUp': return isAll ? undefined : panned(v, -steps.page);
    case 'PageDown': return isAll ? undefined : panned(v, steps.page);
    default: return undefined;
  }
}

/** Lets a chart be zoomed and moved by hand. Gives back how to take that away. */
export function follow(u: uPlot, host: HTMLElement, view: () => View, show: (span: Span | null) => void): () => void {
  const { over } = u;
  let factor = 1;
  let shift = 0;
  let about = 0;
  let frame = 0;
  // Many small turns within one frame are drawn once.
  const later = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const [by, part] = [factor, shift];
      [factor, shift] = [1, 0];
      const v = view();
      const closer = by === 1 ? v.range : zoomed(v, u.posToVal(about, 'x'), by);
      show(part === 0 || closer === null ? closer : panned({ ...v, range: closer }, part));
    });
  };
  const isAll = (): boolean => view().range[0] <= view().full[0] && view().range[1] >= view().full[1];
  const left = (clientX: number): number => clientX - over.getBoundingClientRect().left;

  const wheel = (e: WheelEvent): void => {
    const isAsked = e.ctrlKey || e.metaKey;
    if (!isAsked && document.activeElement !== host) return;
    const unit = e.deltaMode === 1 ? 16 : e.deltaMode === 2 ? 400 : 1;
    const isAcross = Math.abs(e.deltaX) > Math.abs(e.deltaY);
    // Where nothing is left to show, the page scrolls on.
    if (!isAsked && isAll() && (isAcross || e.deltaY > 0)) return;
    e.preventDefault();
    if (isAcross) shift += (e.deltaX * unit) / over.clientWidth;
    else {
      about = left(e.clientX);
      // The browser tells of two fingers on a pad as of a wheel with Ctrl, in smaller steps.
      factor *= Math.exp(e.deltaY * unit * (isAsked && Math.abs(e.deltaY) < 50 ? steps.pinch : steps.wheel));
    }
    later();
  };

  const down = (e: MouseEvent): void => {
    host.focus({ preventScroll: true });
    if (!e.shiftKey || e.button !== 0) return;
    // Before the chart takes it for the beginning of a range.
    e.stopPropagation();
    e.preventDefault();
    let last = e.clientX;
    over.classList.add('grabbed');
    const move = (m: MouseEvent): void => {
      shift -= (m.clientX - last) / over.clientWidth;
      last = m.clientX;
      later();
    };
    const up = (): void => {
      over.classList.remove('grabbed');
      document.removeEventListener('mousemove', move, true);
      document.removeEventListener('mouseup', up, true);
    };
    document.addEventListener('mousemove', move, true);
    document.addEventListener('mouseup', up, true);
  };

  const fingers = new Map<number, number>();
  const touch = (e: PointerEvent): void => {
    if (e.pointerType === 'touch') fingers.set(e.pointerId, e.clientX);
  };
  const slide = (e: PointerEvent): void => {
    const before = fingers.get(e.pointerId);
    if (before === undefined) return;
    if (fingers.size === 2) {
      const other = [...fingers].find(([id]) => id !== e.pointerId)![1];
      const apart = [Math.abs(before - other), Math.abs(e.clientX - other)].map((d) => Math.max(8, d)) as Span;
      factor *= apart[0] / apart[1];
      about = left((e.clientX + other) / 2);
      shift -= (e.clientX - before) / 2 / over.clientWidth;
      later();
    }
    fingers.set(e.pointerId, e.clientX);
  };
  const lift = (e: PointerEvent): void => void fingers.delete(e.pointerId);

  over.addEventListener('wheel', wheel, { passive: false });
  u.root.addEventListener('mousedown', down, true);
  over.addEventListener('pointerdown', touch);
  over.addEventListener('pointermove', slide);
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) over.addEventListener(end, lift);
  return () => cancelAnimationFrame(frame);
}
