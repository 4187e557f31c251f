// Markdown as a tree of plain data: what is not understood stays text, and nothing is ever taken for HTML.
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'em' | 'del'; inner: Inline[] }
  | { kind: 'link'; to: string; inner: Inline[] }
  | { kind: 'image'; to: string; alt: string };

export type Block =
  | { kind: 'heading'; level: number; inner: Inline[] }
  | { kind: 'paragraph'; inner: Inline[] }
  | { kind: 'code'; language: string; text: string }
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
    const fence = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/.exec(line);
    if (fence) {
      const body: string[] = [];
      for (i++; i < lines.length && !(lines[i]!.trim().startsWith(fence[1]!) && lines[i]!.trim().replaceAll(fence[1]![0]!, '') === ''); i++) body.push(lines[i]!);
      i++;
      blocks.push({ kind: 'code', language: fence[2]!.trim(), text: body.join('\n') });
    } else if (line.trim() === '') {
      i++;
    } else if (/^ {0,3}#{1,6}(\s|$)/.test(line)) {
      const [, marks, title] = /^ {0,3}(#{1,6})\s*(.*?)\s*#*\s*$/.exec(line)!;
      blocks.push({ kind: 'heading', level: marks!.length, inner: inline(title!) });
      i++;
    } else if (/^ {0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) {
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
    } else if (line.includes('|') && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[i + 1] ?? '') && lines[i + 1]!.includes('-')) {
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

function item(line: string): { indent: number; width: number; ordered: boolean; start: number; text: string } | null {
  const match = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$/.exec(line);
  return match && match[1]!.length < 8 ? { indent: match[1]!.length, width: match[1]!.length + match[2]!.length + match[3]!.length, ordered: /\d/.test(match[2]!), start: Number.parseInt(match[2]!, 10) || 1, text: match[4]! } : null;
}

const cells = (line: string): string[] => line.trim().replace(/^\|/, '').replace(/\|$/, '').split(/(?<!\\)\|/).map((c) => c.trim().replaceAll('\\|', '|'));

/** Only addresses that cannot run anything are links. */
export const isSafe = (to: string): boolean => /^(https?:\/\/|mailto:)/i.test(to);

const marks: [RegExp, (m: RegExpExecArray, depth: number) => Inline][] = [
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (m) => ({ kind: 'code', text: m[2]!.trim() })],
  [/^!\[([^\]]*)\]\(\s*<?([^\s)>]*)>?[^)]*\)/, (m) => ({ kind: 'image', to: m[2]!, alt: m[1]! })],
  [/^\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*<?([^\s)>]*)>?[^)]*\)/, (m, d) => ({ kind: 'link', to: m[2]!, inner: inline(m[1]!, d) })],
  [/^<(https?:\/\/[^\s<>]+)>/, (m) => ({ kind: 'link', to: m[1]!, inner: [{ kind: 'text', text: m[1]! }] })],
  [/^(\*\*|__)(?=\S)([\s\S]*?\S)\1/, (m, d) => ({ kind: 'strong', inner: inline(m[2]!, d) })],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (m, d) => ({ kind: 'del', inner: inline(m[1]!, d) })],
  [/^\*(?=\S)([^*]*[^*\s])\*/, (m, d) => ({ kind: 'em', inner: inline(m[1]!, d) })],
  [/^_(?=\S)([^_]*[^_\s])_(?!\w)/, (m, d) => ({ kind: 'em', inner: inline(m[1]!, d) })],
  [/^https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"]/, (m) => ({ kind: 'link', to: m[0], inner: [{ kind: 'text', text: m[0] }] })],
];

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
      const rest = text.slice(i, i + 4000);
      const match = marks.map(([pattern, make]) => ({ m: pattern.exec(rest), make })).find((x) => x.m);
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
