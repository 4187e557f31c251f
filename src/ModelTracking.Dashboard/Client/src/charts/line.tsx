// A chart of any number of lines. uPlot draws axes and takes zoom and cursor; the lines are drawn here, each with an x of
// its own and a band from min to max, so that lines of many runs need not be brought onto one grid.
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { color, dash, dashOf, isDark, token } from '../colors';
import { clock, duration, num, time } from '../format';
import { useWidth } from '../hooks';
import { offer } from '../parts/pictures';
import { draw, drawMarks, extent, middle, nearest, nearestLine, padded, within } from './draw';
import { follow, keyed, type Span } from './zoom';

export interface Line {
  id: string;
  label: string;
  color: number;
  /** Which kind of dash; that of the colour where it is not said. */
  dash?: number;
  x: number[];
  y: number[];
  min?: number[];
  max?: number[];
  /** What stands faintly behind: the values before smoothing. */
  raw?: number[];
  /** Its places along x go back and forth, as they do along another metric. */
  isWound?: boolean;
  /** Its values stand alone, as points. */
  isLoose?: boolean;
}

/** Something that happened at a place along x. */
export interface Mark {
  x: number;
  text: string;
  severity: 'Information' | 'Warning' | 'Error';
}

export interface LineChartProps {
  title: string;
  lines: Line[];
  xKind: 'step' | 'time' | 'relative' | 'value';
  logX?: boolean;
  logY?: boolean;
  height?: number;
  sync?: string;
  xLabel?: string;
  yRange?: [number, number];
  /** The few greatest and least values do not stretch the axis. */
  trim?: boolean;
  marks?: Mark[];
  /** What x spans at first. Default: all places of the lines. */
  xRange?: Span;
  /** What of x is shown, and how that is changed; without them the chart keeps it for itself. */
  zoom?: Span | null;
  onZoom?: (span: Span | null) => void;
}

/** Steps are whole: nothing is written between them. */
const wholes = Array.from({ length: 16 }, (_, e) => [1, 2, 5].map((m) => m * 10 ** e)).flat();

export function formatX(kind: LineChartProps['xKind'], x: number): string {
  return kind === 'time' ? time(x * 1000) : kind === 'relative' ? duration(x * 1000) : num(x, 6);
}

export function LineChart(props: LineChartProps): JSX.Element {
  const { lines, xKind, logX = false, logY = false, height = 220 } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const plot = useRef<uPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const [near, setNear] = useState<string | null>(null);
  const highlight = pointed ?? near;
  const latest = useRef(props);
  latest.current = props;
  const lit = useRef<string | null>(null);
  lit.current = highlight;
  const theme = isDark.value;

  const [own, setOwn] = useState<Span | null>(null);
  const full = useMemo(() => props.xRange ?? extent(lines.map((l) => l.x), logX), [lines, logX, props.xRange?.[0], props.xRange?.[1]]);
  // Charts in step may be of other lengths: where nothing of its own is asked for, a chart shows all it has.
  const asked = props.onZoom ? (props.zoom ?? null) : own;
  const zoom = asked && asked[1] > full[0] && asked[0] < full[1] && (!logX || asked[0] > 0) ? asked : null;
  const rangeX = useMemo((): Span => zoom ?? full, [full, zoom?.[0], zoom?.[1]]);
  const rangeY = useMemo((): [number, number] => {
    if (props.yRange) return props.yRange;
    // Only what is in view, and of a band no more than is needed to see its spikes.
    const seen = lines.flatMap((l) => {
      const inside = (values: number[]): number[] => (zoom ? values.filter((_, i) => l.x[i]! >= rangeX[0] && l.x[i]! <= rangeX[1]) : values);
      return l.min && l.max ? [inside(l.min), inside(l.max), inside(l.y)] : [inside(l.y)];
    });
    return padded(props.trim ? middle(seen, logY) : extent(seen, logY), logY);
  }, [lines, logY, props.yRange, props.trim, rangeX]);
  const beyond = useMemo(() => (props.trim ? lines.reduce((sum, l) => sum + l.y.filter((v, i) => Number.isFinite(v) && (v < rangeY[0] || v > rangeY[1]) && l.x[i]! >= rangeX[0] && l.x[i]! <= rangeX[1]).length, 0) : 0), [lines, rangeX, rangeY, props.trim]);

  useEffect(() => {
    if (!ref.current || width < 80) return;
    const host = ref.current;
    const axis = { stroke: token('quiet'), font: '11px system-ui, sans-serif', grid: { stroke: token('grid'), width: 1 }, ticks: { show: false } };
    const u = new uPlot(
      {
        width,
        height,
        legend: { show: false },
        padding: [8, 10, 0, 0],
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: true, y: false, setScale: false },
          sync: props.sync ? { key: props.sync, setSeries: false } : undefined,
        },
        scales: {
          x: { time: false, distr: logX ? 3 : 1, range: () => [lo(latest.current), hi(latest.current)] },
          y: { distr: logY ? 3 : 1, range: () => state.current.rangeY },
        },
        series: [{}, { show: true, stroke: 'transparent', points: { show: false } }],
        axes: [
          { ...axis, size: 26, gap: 4, space: 70, ...(xKind === 'step' ? { incrs: wholes } : {}), values: (_u, splits) => splits.map((v) => (v === null ? '' : xKind === 'time' ? clock(v * 1000).slice(0, 5) : xKind === 'relative' ? short(v) : num(v, 4))) },
          { ...axis, size: 54, gap: 4, space: 34, values: (_u, splits) => splits.map((v) => (v === null ? '' : num(v, 4))) },
        ],
        hooks: {
          draw: [(self) => { drawMarks(self, latest.current.marks ?? []); draw(self, latest.current.lines, lit.current, logY, logX); }],
          setCursor: [(self) => setAt(self.cursor.left === undefined || self.cursor.left < 0 ? null : self.posToVal(self.cursor.left, 'x'))],
          setSelect: [
            (self) => {
              if (self.select.width < 6) return;
              const from = self.posToVal(self.select.left, 'x');
              const to = self.posToVal(self.select.left + self.select.width, 'x');
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
              state.current.show([from, to]);
            },
          ],
        },
      },
      data(),
      host,
    );
    u.over.addEventListener('dblclick', () => state.current.show(null));
    const leave = follow(u, host, () => state.current.view, (span) => state.current.show(span));
    // The line next to the mouse stands out, where there are several.
    u.over.addEventListener('mousemove', (e) => setNear(nearestLine(u, latest.current.lines, e.offsetX, e.offsetY)));
    u.over.addEventListener('mouseleave', () => setNear(null));
    plot.current = u;
    return () => {
      leave();
      u.destroy();
      plot.current = null;
    };
  }, [width, height, logX, logY, xKind, theme, props.sync]);

  const view = { range: rangeX, full, log: logX };
  // What comes before the next drawing goes on from here.
  const show = (span: Span | null): void => {
    state.current.view = { ...view, range: span ?? full };
    (props.onZoom ?? setOwn)(span);
  };
  const state = useRef({ rangeX, rangeY, view, show });
  state.current = { rangeX, rangeY, view, show };
  const lo = (_p: LineChartProps): number => state.current.rangeX[0];
  const hi = (_p: LineChartProps): number => (state.current.rangeX[1] > state.current.rangeX[0] ? state.current.rangeX[1] : state.current.rangeX[0] + 1);
  const data = (): uPlot.AlignedData => [
    [state.current.rangeX[0], Math.max(state.current.rangeX[1], state.current.rangeX[0] + 1e-9)],
    [state.current.rangeY[0], state.current.rangeY[1]],
  ];

  const figure = useRef<HTMLElement>(null);
  useEffect(() => {
    // How it is drawn as SVG is loaded when somebody asks for it.
    if (figure.current) offer(figure.current, async () => (await import('./svg')).lineSvg({ title: latest.current.title, lines: latest.current.lines, marks: latest.current.marks ?? [], rangeX: state.current.rangeX, rangeY: state.current.rangeY, logX, logY, xText: (x) => formatX(xKind, x) }));
  }, [logX, logY, xKind]);

  useEffect(() => {
    plot.current?.setData(data(), true);
  }, [lines, rangeX, rangeY]);
  useEffect(() => {
    plot.current?.redraw(false);
  }, [highlight, props.marks]);

  const keys = (event: KeyboardEvent): void => {
    const span = event.ctrlKey || event.metaKey || event.altKey ? undefined : keyed(event.key, state.current.view, at);
    if (span !== undefined) {
      event.preventDefault();
      show(span);
      return;
    }
    const first = lines[0];
    if (!first || !['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const now = at === null ? first.x.length : nearest(first, at);
    const jump = Math.max(1, Math.round(first.x.length / (event.shiftKey ? 10 : 100)));
    const next = event.key === 'Home' ? -Infinity : event.key === 'End' ? Infinity : event.key === 'ArrowLeft' ? now - jump : now + jump;
    const [from, to] = first.isWound ? [0, first.x.length - 1] : within(first.x, rangeX);
    const x = first.x[Math.max(from, Math.min(to, next))]!;
    plot.current?.setCursor({ left: plot.current.valToPos(x, 'x'), top: 10 });
  };

  const values = lines.map((l) => {
    const end = zoom && !l.isWound ? within(l.x, rangeX)[1] : l.y.length - 1;
    const i = at === null ? end : nearest(l, at);
    return { line: l, end: l.y[end] ?? NaN, x: l.x[i], y: l.y[i], min: l.min?.[i], max: l.max?.[i] };
  });
  const most = 12;
  const hidden = values.findIndex((v, i) => i >= most && v.line.id === highlight);
  const shown = hidden < 0 ? values.slice(0, most) : [...values.slice(0, most - 1), values[hidden]!];
  const reach = (rangeX[1] - rangeX[0]) * (8 / Math.max(80, width));
  const marked = at === null ? undefined : props.marks?.filter((m) => Math.abs(m.x - at) <= reach).sort((a, b) => Math.abs(a.x - at) - Math.abs(b.x - at))[0];
  const whole = (x: number): number => (xKind === 'step' ? Math.round(x) : x);
  const summary = `${props.title}: ${lines.length} line${lines.length === 1 ? '' : 's'}. ${shown.map((v) => `${v.line.label} ends at ${num(v.end)}`).join(', ')}. ${zoom ? `Shown from ${formatX(xKind, whole(rangeX[0]))} to ${formatX(xKind, whole(rangeX[1]))}. ` : ''}${props.marks?.length ? `${props.marks.length} marked events. ` : ''}Left and right read the values, plus and minus zoom${zoom ? ', page up and page down move, 0 shows all' : ''}.`;

  return (
    <figure class="chart" role="group" aria-label={props.title} ref={figure as never}>
      <div class="plot" ref={ref} style={{ minHeight: `${height}px` }} tabIndex={0} role="img" aria-label={summary} onKeyDown={keys} />
      <figcaption class="readout" aria-live={at === null ? 'off' : 'polite'}>
        <span class="at">{at === null ? (props.xLabel ?? (zoom ? 'last in view' : 'last')) : formatX(xKind, values[0]?.x ?? at)}</span>
        {shown.map(({ line, y, min, max }) => (
          <span class={`key${line.id === highlight && lines.length > 1 ? ' lit' : ''}`} key={line.id} onMouseEnter={() => setPointed(line.id)} onMouseLeave={() => setPointed(null)}>
            <Swatch index={line.color} dashes={line.dash} />
            <span class="name" title={line.label}>{line.label}</span>
            {(at !== null || props.xLabel !== '') && <b>{y === undefined ? '' : num(y)}</b>}
            {at !== null && min !== undefined && max !== undefined && min !== max && <span class="quiet">{`${num(min, 3)} … ${num(max, 3)}`}</span>}
          </span>
        ))}
        {lines.length > shown.length && <span class="quiet">{`and ${lines.length - shown.length} more`}</span>}
        {own && zoom && <button type="button" class="link" onClick={() => setOwn(null)}>Show all</button>}
        {beyond > 0 && <span class="quiet">{`${beyond} beyond the axis`}</span>}
        {marked && <span class={`mark ${marked.severity.toLowerCase()}`}>{`▾ ${marked.text}`}</span>}
      </figcaption>
    </figure>
  );
}

const short = (s: number): string => (s < 60 ? `${Math.round(s * 10) / 10} s` : s < 3600 ? `${Math.round(s / 6) / 10} m` : s < 172800 ? `${Math.round(s / 360) / 10} h` : `${Math.round(s / 8640) / 10} d`);

export function Swatch({ index, dashes }: { index: number; dashes?: number }): JSX.Element {
  return (
    <svg class="swatch" width="14" height="8" viewBox="0 0 14 8" aria-hidden="true">
      <path d="M0 4h14" stroke={color(index)} stroke-width="2.5" stroke-dasharray={(dashes === undefined ? dash(index) : dashOf(dashes)).map((d) => d / 2).join(' ')} />
    </svg>
  );
}
