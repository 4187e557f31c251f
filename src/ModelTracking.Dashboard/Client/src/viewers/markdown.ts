// Markdown as a tree of plain data: what is not understood stays text, and nothing is ever taken for HTML.
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'em' | 'del'; inner: Inline[] }
  | { kind: 'link'; to: string; inner: Inline[] }
  | { kind: 'image'; to: string; alt: string };

export interface CodeBlock {
  kind: 'code';
  /** All that stands behind the fence. */
  language: string;
  text: string;
}

export type Block =
  | { kind: 'heading'; level: number; inner: Inline[] }
  | { kind: 'paragraph'; inner: Inline[] }
  | CodeBlock
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: { blocks: Block[]; done?: boolean }[] }
  | { kind: 'table'; head: Inline[][]; align: string[]; rows: Inline[][][] }
  | { kind: 'rule' };

const deepest = 12;

export function parse(text: string, depth = 0): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let i = 0;
  while (i < lines.length) {
    const line = lines[i]!;
    const fence = fenceOf(line);
    if (fence) {
      const body: string[] = [];
      for (i++; i < lines.length && !(lines[i]!.trim().startsWith(fence.mark) && lines[i]!.trim().replaceAll(fence.mark[0]!, '') === ''); i++) body.push(lines[i]!);
      i++;
      blocks.push({ kind: 'code', language: fence.language, text: body.join('\n') });
    } else if (line.trim() === '') {
      i++;
    } else if (/^ {0,3}#{1,6}(\s|$)/.test(line)) {
      const level = /#+/.exec(line)![0].length;
      blocks.push({ kind: 'heading', level, inner: inline(withoutEnd(line.trim().slice(level).trim(), '#').trim()) });
      i++;
    } else if (isRule(line)) {
      blocks.push({ kind: 'rule' });
      i++;
    } else if (/^ {0,3}>/.test(line) && depth < deepest) {
      const body: string[] = [];
      for (; i < lines.length && lines[i]!.trim() !== '' && (/^ {0,3}>/.test(lines[i]!) || body.length > 0); i++) body.push(lines[i]!.replace(/^ {0,3}> ?/, ''));
      blocks.push({ kind: 'quote', blocks: parse(body.join('\n'), depth + 1) });
    } else if (item(line) && depth < deepest) {
      const first = item(line)!;
      const items: { blocks: Block[]; done?: boolean }[] = [];
      while (i < lines.length) {
        const own = item(lines[i]!);
        if (!own || own.ordered !== first.ordered || own.indent > first.indent + 1) break;
        const body = [own.text];
        for (i++; i < lines.length; i++) {
          const next = lines[i]!;
          if (next.trim() === '') {
            if (i + 1 < lines.length && /^\s{2,}\S/.test(lines[i + 1]!)) body.push('');
            else break;
          } else if (/^\s/.test(next) && next.search(/\S/) > first.indent) body.push(next.slice(Math.min(next.search(/\S/), own.width)));
          else break;
        }
        while (i < lines.length && lines[i]!.trim() === '' && i + 1 < lines.length && item(lines[i + 1]!)?.ordered === first.ordered) i++;
        const task = /^\[([ xX])\]\s+/.exec(body[0]!);
        if (task) body[0] = body[0]!.slice(task[0].length);
        items.push({ blocks: parse(body.join('\n'), depth + 1), done: task ? task[1] !== ' ' : undefined });
      }
      blocks.push({ kind: 'list', ordered: first.ordered, start: first.start, items });
    } else if (line.includes('|') && isTableLine(lines[i + 1] ?? '')) {
      const head = cells(line);
      const align = cells(lines[i + 1]!).map((c) => (/^:.*:$/.test(c) ? 'center' : c.endsWith(':') ? 'number' : ''));
      const rows: Inline[][][] = [];
      for (i += 2; i < lines.length && lines[i]!.includes('|') && lines[i]!.trim() !== ''; i++) rows.push(head.map((_, c) => inline(cells(lines[i]!)[c] ?? '')));
      blocks.push({ kind: 'table', head: head.map((h) => inline(h)), align, rows });
    } else {
      const body = [line];
      for (i++; i < lines.length && lines[i]!.trim() !== '' && !/^ {0,3}(#{1,6}\s|>|`{3,}|~{3,})/.test(lines[i]!) && !item(lines[i]!); i++) body.push(lines[i]!);
      blocks.push({ kind: 'paragraph', inner: inline(body.join('\n')) });
    }
  }
  return blocks;
}

// Written so that no line, however it was made, takes longer than its length: patterns with overlapping parts would.
function fenceOf(line: string): { mark: string; language: string } | null {
  const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line);
  const language = mark ? line.slice(mark[0].length).trim() : '';
  return mark && !language.includes('`') ? { mark: mark[1]!, language } : null;
}

function isRule(line: string): boolean {
  const marks = line.replace(/\s/g, '');
  return /^ {0,3}[-*_]/.test(line) && marks.length >= 3 && marks.replaceAll(marks[0]!, '') === '';
}

const isTableLine = (line: string): boolean => line.includes('-') && cells(line).every((c) => /^:?-+:?$/.test(c));

function withoutEnd(text: string, mark: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === mark) end--;
  return text.slice(0, end);
}

function item(line: string): { indent: number; width: number; ordered: boolean; start: number; text: string } | null {
  const match = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$/.exec(line);
  return match && match[1]!.length < 8 ? { indent: match[1]!.length, width: match[1]!.length + match[2]!.length + match[3]!.length, ordered: /\d/.test(match[2]!), start: Number.parseInt(match[2]!, 10) || 1, text: match[4]! } : null;
}

const cells = (line: string): string[] => line.trim().replace(/^\|/, '').replace(/\|$/, '').split(/(?<!\\)\|/).map((c) => c.trim().replaceAll('\\|', '|'));

/** Only addresses that cannot run anything are links. */
export const isSafe = (to: string): boolean => /^(https?:\/\/|mailto:)/i.test(to);

/** The address among what stands in the parentheses of a link: without its title. */
const targetOf = (text: string): string => text.trim().replace(/^</, '').split(/[\s>]/)[0]!;

/** Code between marks of one length, at the beginning of a text; where the marks have no end, they are text. */
function codeAt(text: string): { length: number; code: string | null } {
  const many = /^`+/.exec(text)![0].length;
  for (let at = text.indexOf('`', many); at >= 0; ) {
    let end = at;
    while (text[end] === '`') end++;
    if (end - at === many) return { length: end, code: text.slice(many, at).trim() };
    at = text.indexOf('`', end);
  }
  return { length: many, code: null };
}

/** What must follow for something to be more than text. */
const ends: Record<string, string> = { '!': ')', '[': ')', '<': '>', '*': '*', _: '_', '~': '~~', h: '://' };

const marks: Record<string, [RegExp, (m: RegExpExecArray, depth: number) => Inline][]> = {
  '!': [[/^!\[([^\]]*)\]\(([^)]*)\)/, (m) => ({ kind: 'image', to: targetOf(m[2]!), alt: m[1]! })]],
  '[': [[/^\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)]*)\)/, (m, d) => ({ kind: 'link', to: targetOf(m[2]!), inner: inline(m[1]!, d) })]],
  '<': [[/^<(https?:\/\/[^\s<>]+)>/, (m) => ({ kind: 'link', to: m[1]!, inner: [{ kind: 'text', text: m[1]! }] })]],
  '*': [
    [/^(\*\*)(?=\S)([\s\S]*?\S)\1/, (m, d) => ({ kind: 'strong', inner: inline(m[2]!, d) })],
    [/^\*(?=\S)([^*]*[^*\s])\*/, (m, d) => ({ kind: 'em', inner: inline(m[1]!, d) })],
  ],
  _: [
    [/^(__)(?=\S)([\s\S]*?\S)\1/, (m, d) => ({ kind: 'strong', inner: inline(m[2]!, d) })],
    [/^_(?=\S)([^_]*[^_\s])_(?!\w)/, (m, d) => ({ kind: 'em', inner: inline(m[1]!, d) })],
  ],
  '~': [[/^~~(?=\S)([\s\S]*?\S)~~/, (m, d) => ({ kind: 'del', inner: inline(m[1]!, d) })]],
  h: [[/^https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"]/, (m) => ({ kind: 'link', to: m[0], inner: [{ kind: 'text', text: m[0] }] })]],
};

export function inline(text: string, depth = 0): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain) found.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let i = 0; i < text.length; ) {
    const c = text[i]!;
    if (c === '\\' && /[\\`*_{}[\]()#+.!|~<>-]/.test(text[i + 1] ?? '')) {
      plain += text[i + 1];
      i += 2;
      continue;
    }
    // A word_with_underscores is a word. What begins nothing is passed over at once, so that long texts stay quick.
    if (depth < deepest && '`!*_~[<h'.includes(c) && !((c === '_' || c === 'h') && /\w/.test(text[i - 1] ?? ''))) {
      const rest = text.slice(i, i + 2000);
      if (c === '`') {
        const { length, code } = codeAt(rest);
        if (code === null) plain += rest.slice(0, length);
        else {
          flush();
          found.push({ kind: 'code', text: code });
        }
        i += length;
        continue;
      }
      const match = rest.indexOf(ends[c]!, 1) < 0 ? undefined : marks[c]!.map(([pattern, make]) => ({ m: pattern.exec(rest), make })).find((x) => x.m);
      if (match) {
        flush();
        found.push(match.make(match.m!, depth + 1));
        i += match.m![0].length;
        continue;
      }
    }
    plain += c;
    i++;
  }
  flush();
  return found;
}
