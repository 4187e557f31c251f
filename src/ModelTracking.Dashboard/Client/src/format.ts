// Values as people read them, the same in every locale: what stands here can be compared with what the tool prints.
import type { Cell, Num } from './types';

export const toNumber = (value: Num | string | number): number =>
  typeof value === 'number' ? value : value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : value === 'NaN' ? NaN : Number(value);

/** At most `digits` significant digits, small and large ones with an exponent. */
export function num(value: Num | number, digits = 5): string {
  const n = toNumber(value);
  if (Number.isNaN(n)) return 'NaN';
  if (!Number.isFinite(n)) return n > 0 ? '∞' : '−∞';
  if (n === 0) return '0';
  const size = Math.abs(n);
  if (Number.isInteger(n) && size < 1e9) return minus(n.toLocaleString('en-US').replaceAll(',', '\u2009'));
  if (size < 1e-4 || size >= 1e9) return minus(n.toExponential(Math.max(0, digits - 2)).replace(/\.?0+e/, 'e').replace('e+', 'e'));
  return minus(String(Number(n.toPrecision(digits))));
}

const minus = (text: string): string => text.replace('-', '−');

/** How the numbers of a column are written, so that their points stand one below the other. */
export function columnFormat(values: (Num | null | undefined)[], digits = 5): (value: Num) => string {
  const numbers = values.filter((v) => v !== null && v !== undefined).map((v) => Math.abs(toNumber(v!))).filter((n) => Number.isFinite(n) && n > 0);
  const most = Math.max(0, ...numbers);
  const decimals = Math.max(0, ...numbers.map((n) => (String(Number(n.toPrecision(digits))).split('.')[1] ?? '').length));
  if (numbers.length === 0 || most >= 1e9 || numbers.some((n) => n < 1e-4) || decimals > 6) return (v) => num(v, digits);
  const needed = Math.min(decimals, Math.max(0, digits - 1 - Math.floor(Math.log10(most))));
  // Beside one large number small ones would lose what they say; then each is written for itself.
  const loss = Math.min(0.06, 50 * 10 ** (1 - digits));
  if (numbers.some((n) => Math.abs(Number(n.toFixed(needed)) - n) > loss * n)) return (v) => num(v, digits);
  return (v) => {
    const n = toNumber(v);
    return Number.isFinite(n) && n !== 0 && !Number.isInteger(n) ? minus(n.toFixed(needed)) : Number.isFinite(n) && needed > 0 ? minus(n.toFixed(needed)) : num(n, digits);
  };
}

export function signed(n: number, digits = 3): string {
  return n === 0 ? '±0' : n > 0 ? `+${num(n, digits)}` : num(n, digits);
}

export const count = (n: number): string => n.toLocaleString('en-US').replaceAll(',', '\u2009');

export const plural = (n: number, thing: string): string => `${count(n)} ${thing}${n === 1 ? '' : 's'}`;

export function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let value = bytes;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1024;
  return unit === 0 ? `${bytes} B` : `${value.toFixed(1)} ${units[unit]}`;
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const s = Math.floor(ms / 1000);
  if (s < 60) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} m ${String(s % 60).padStart(2, '0')} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} m`;
  return `${Math.floor(s / 86400)} d ${String(Math.floor((s % 86400) / 3600)).padStart(2, '0')} h`;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Date and time on this machine's clock. */
export function time(ms: number): string {
  const d = new Date(ms);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${clock(ms)}`;
}

export function clock(ms: number): string {
  const d = new Date(ms);
  return `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}

/** Short: the hour today, the day this year, else the date. */
export function when(ms: number, now = Date.now()): string {
  const d = new Date(ms);
  const n = new Date(now);
  if (d.toDateString() === n.toDateString()) return `${two(d.getHours())}:${two(d.getMinutes())}`;
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return d.getFullYear() === n.getFullYear() ? `${months[d.getMonth()]} ${d.getDate()}, ${two(d.getHours())}:${two(d.getMinutes())}` : `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

export function ago(ms: number, now = Date.now()): string {
  const s = Math.max(0, (now - ms) / 1000);
  if (s < 5) return 'just now';
  if (s < 60) return `${Math.floor(s)} s ago`;
  if (s < 3600) return `${Math.floor(s / 60)} min ago`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ago`;
  return `${Math.floor(s / 86400)} d ago`;
}

export function isTime(cell: Cell): cell is { t: number } {
  return typeof cell === 'object' && cell !== null && 't' in cell;
}

export function isSpan(cell: Cell): cell is { d: number } {
  return typeof cell === 'object' && cell !== null && 'd' in cell;
}

/** A cell of a table of runs as text. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return num(cell);
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  if (typeof cell === 'string') return cell === 'Infinity' ? '∞' : cell === '-Infinity' ? '−∞' : cell;
  if (Array.isArray(cell)) return cell.join(', ');
  return isTime(cell) ? when(cell.t) : duration((cell as { d: number }).d);
}

export const isNumeric = (cell: Cell): boolean => typeof cell === 'number' || isSpan(cell) || cell === 'NaN' || cell === 'Infinity' || cell === '-Infinity';

/** What a field is called in a heading: `metrics.loss[validation]` becomes `loss` and `validation`. */
export function heading(field: string): { name: string; note: string } {
  const match = /^(?:(\w+)\()?(\w+)\.(`(?:[^`]|``)*`|[^[\])]+)(?:\[(.*)\])?\)?$/.exec(field);
  if (!match) return { name: field.replaceAll('_', ' '), note: '' };
  const [, fn, kind, key, context] = match;
  const name = key!.startsWith('`') ? key!.slice(1, -1).replaceAll('``', '`') : key!;
  const notes = [fn, context?.replaceAll("'", ''), kind === 'metrics' || kind === 'params' ? '' : kind].filter((n) => n);
  return { name, note: notes.join(' · ') };
}

/** The field of a column and the value of it that is shown: `best(metrics.loss)` is the best of `metrics.loss`. */
export function aggregateOf(column: string): { field: string; fn: string } {
  const match = /^(\w+)\((metrics\..+)\)$/.exec(column);
  return match ? { field: match[2]!, fn: match[1]! } : { field: column, fn: '' };
}

export const withAggregate = (field: string, fn: string): string => (fn ? `${fn}(${field})` : field);

/** A key as it stands in a query behind its prefix and dot. */
export const quoted = (key: string): string => (/^[\w-]+(\.[\w-]+)*$/.test(key) ? key : `\`${key.replaceAll('`', '``')}\``);

/** CSV for a spreadsheet: a text that a spreadsheet would take for a formula is marked as text, as the command line does and import takes back. */
export function csvCell(value: string): string {
  const safe = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table of Markdown; the first row is its heading. */
export function markdownTable(rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((c) => c.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const isNumber = (k: number): boolean => body.length > 0 && body.every((r) => /^[−+-]?[\d\u2009.]*([eE][−-]?\d+)?$|^NaN$|^−?∞$/.test(r[k] ?? ''));
  return `${[line(head), `|${head.map((_, k) => (isNumber(k) ? ' ---: |' : ' --- |')).join('')}`, ...body.map(line)].join('\n')}\n`;
}

export function download(name: string, type: string, content: string | Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
