// Writing into a text field so that undo takes it back, as if it had been typed.

function put(field: HTMLTextAreaElement, from: number, to: number, text: string): void {
  field.focus();
  field.setSelectionRange(from, to);
  const isDone = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (isDone) return;
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

export const replaceAll = (field: HTMLTextAreaElement, text: string): void => put(field, 0, field.value.length, text);

/** Marks around what is selected, or where the caret is. */
export function wrap(field: HTMLTextAreaElement, before: string, after: string, otherwise: string): void {
  const { selectionStart: from, selectionEnd: to } = field;
  const inner = field.value.slice(from, to) || otherwise;
  put(field, from, to, before + inner + after);
  field.setSelectionRange(from + before.length, from + before.length + inner.length);
}

/** A mark at the beginning of each line that is selected. */
export function prefix(field: HTMLTextAreaElement, mark: string): void {
  const from = field.value.lastIndexOf('\n', field.selectionStart - 1) + 1;
  const end = field.value.indexOf('\n', field.selectionEnd);
  const to = end < 0 ? field.value.length : end;
  put(field, from, to, field.value.slice(from, to).split('\n').map((l) => mark + l).join('\n'));
}

/** A block with an empty line before and after it; its first value is selected, to be written over. */
export function insertBlock(field: HTMLTextAreaElement, block: string): void {
  const { selectionEnd: at, value } = field;
  // After the line in which the caret is, so that no sentence is cut in two.
  const end = value.indexOf('\n', at);
  const place = value.slice(0, at).endsWith('\n') || at === 0 ? at : end < 0 ? value.length : end;
  const before = value.slice(0, place);
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const after = value.slice(place);
  put(field, place, place, `${gap}${block}${after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n'}`);
  const first = /^.*\n[^\n:]+: (.*)/.exec(block);
  if (!first) return;
  const start = place + gap.length + first[0].length - first[1]!.length;
  field.setSelectionRange(start, start + first[1]!.length);
}
