// Notebooks as cells: Jupyter's .ipynb, .NET Interactive's .dib, and scripts as one cell.
export interface Output {
  kind: 'text' | 'error' | 'image' | 'html';
  text: string;
}

export interface Cell {
  kind: 'code' | 'markdown';
  language: string;
  source: string;
  count?: number;
  outputs: Output[];
}

const joined = (value: unknown): string => (Array.isArray(value) ? value.map(String).join('') : typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value, null, 2));
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');

/** The cells; null where the text is no notebook. */
export function cellsOf(path: string, text: string): Cell[] | null {
  return path.toLowerCase().endsWith('.ipynb') ? jupyter(text) : path.toLowerCase().endsWith('.dib') ? interactive(text) : null;
}

export const isNotebook = (path: string): boolean => /\.(ipynb|dib)$/i.test(path);

function jupyter(text: string): Cell[] | null {
  let book: any;
  try {
    book = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(book?.cells)) return null;
  const language = joined(book.metadata?.kernelspec?.language ?? book.metadata?.language_info?.name);
  return book.cells.filter((c: any) => c && typeof c === 'object').map((c: any): Cell => ({
    kind: c.cell_type === 'markdown' ? 'markdown' : 'code',
    language: joined(c.metadata?.polyglot_notebook?.kernelName ?? c.metadata?.dotnet_interactive?.language) || (c.cell_type === 'raw' ? 'raw' : language),
    source: joined(c.source),
    count: typeof c.execution_count === 'number' ? c.execution_count : undefined,
    outputs: (Array.isArray(c.outputs) ? c.outputs : []).map(output).filter((o: Output | null): o is Output => o !== null),
  }));
}

function output(o: any): Output | null {
  if (o?.output_type === 'stream') return { kind: 'text', text: plain(joined(o.text)) };
  if (o?.output_type === 'error') return { kind: 'error', text: plain(joined(Array.isArray(o.traceback) && o.traceback.length > 0 ? o.traceback.join('\n') : `${joined(o.ename)}: ${joined(o.evalue)}`)) };
  const data = o?.data ?? {};
  for (const type of ['image/png', 'image/jpeg']) {
    const image = joined(data[type]).replace(/\s/g, '');
    if (/^[A-Za-z0-9+/]+=*$/.test(image)) return { kind: 'image', text: `data:${type};base64,${image}` };
  }
  if (data['text/plain'] !== undefined) return { kind: 'text', text: plain(joined(data['text/plain'])) };
  if (data['text/html'] !== undefined) return { kind: 'html', text: joined(data['text/html']) };
  const other = Object.keys(data)[0];
  return other ? { kind: 'text', text: `(${other})` } : null;
}

const languages: Record<string, string> = { 'c#': 'csharp', 'f#': 'fsharp', powershell: 'pwsh', js: 'javascript', md: 'markdown' };

function interactive(text: string): Cell[] {
  const cells: Cell[] = [];
  let language = 'csharp';
  let lines: string[] = [];
  const flush = (): void => {
    const source = lines.join('\n').replace(/^\n+|\s+$/g, '');
    if (source) cells.push({ kind: language === 'markdown' ? 'markdown' : 'code', language, source, outputs: [] });
    lines = [];
  };
  let isMeta = false;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const mark = /^#!(csharp|c#|fsharp|f#|pwsh|powershell|javascript|js|html|sql|kql|mermaid|markdown|md|value|python|r|http|meta)\b(.*)$/i.exec(line);
    if (mark) {
      if (!isMeta) flush();
      lines = [];
      const name = mark[1]!.toLowerCase();
      isMeta = name === 'meta';
      if (!isMeta) language = languages[name] ?? name;
    } else if (!isMeta) lines.push(line);
  }
  flush();
  return cells;
}
