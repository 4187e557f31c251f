import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { useSettled } from '../hooks';
import { Icon } from '../parts/basics';
import { fields } from '../store';
import { complete } from './words';

interface Finding {
  message: string;
  position?: number;
  length?: number;
  suggestion?: string;
}

interface Parts {
  of: string;
  conditions: string[];
  head: string;
  tail: string;
}

/** A query of some conditions, and where each of them begins. */
export function joined(parts: Parts, conditions: string[]): { text: string; places: number[] } {
  let text = parts.head ? `${parts.head}${conditions.length > 0 ? ' WHERE ' : ''}` : '';
  const places = conditions.map((c, i) => {
    if (i > 0) text += ' AND ';
    const at = text.length;
    text += c;
    return at;
  });
  return { text: `${text}${parts.tail ? ` ${parts.tail}` : ''}`.trimStart(), places };
}

/** The query: completed as it is typed, and an error is marked at its character. */
export function QueryBox({ value, onChange }: { value: string; onChange: (q: string) => void }): JSX.Element {
  const [text, setText] = useState(value);
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [finding, setFinding] = useState<Finding | null>(null);
  const [parts, setParts] = useState<Parts | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const settled = useSettled(text, 250);
  /** Where the caret belongs once the text is drawn: before the next key, else what is typed on would be cut in two. */
  const [place, setPlace] = useState<[number, number] | null>(null);
  useLayoutEffect(() => {
    if (!place) return;
    input.current?.focus();
    input.current?.setSelectionRange(...place);
  }, [place]);
  /** What was last handed on: coming back, it must not replace what has been typed since. */
  const given = useRef(value);
  const give = (q: string): void => {
    given.current = q;
    onChange(q);
  };
  useLayoutEffect(() => {
    if (value === given.current) return;
    given.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    if (!settled.trim()) {
      setFinding(null);
      setParts(null);
      if (value) give('');
      return;
    }
    const abort = new AbortController();
    api.check(settled, abort.signal).then(
      (answer) => {
        setFinding(answer.code === 'ok' ? null : answer);
        setParts(answer.code === 'ok' && answer.conditions ? { of: settled, conditions: answer.conditions, head: answer.head ?? '', tail: answer.tail ?? '' } : null);
        if (answer.code === 'ok' && settled !== value) give(settled);
      },
      () => undefined,
    );
    return () => abort.abort();
  }, [settled]);

  const { from, suggestions } = open ? complete(text, caret, fields.value) : { from: 0, suggestions: [] };
  const take = (suggestion: string): void => {
    const word = /[\w`\])]$/.test(suggestion) ? `${suggestion} ` : suggestion;
    const next = text.slice(0, from) + word + text.slice(caret).trimStart();
    setText(next);
    setChosen(-1);
    const at = from + word.length;
    setCaret(at);
    setPlace([at, at]);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      if (suggestions.length > 0) setChosen((c) => (c + (event.key === 'ArrowDown' ? 1 : -1) + suggestions.length + (c < 0 && event.key === 'ArrowUp' ? 1 : 0)) % suggestions.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && open && suggestions[chosen]) {
      event.preventDefault();
      take(suggestions[chosen]!.text);
    } else if (event.key === 'Enter') {
      setOpen(false);
      give(text);
    } else if (event.key === 'Escape') {
      if (open && suggestions.length > 0) setOpen(false);
      else input.current?.blur();
      event.stopPropagation();
    }
  };
  const typed = (event: { currentTarget: HTMLInputElement }): void => {
    setText(event.currentTarget.value);
    setCaret(event.currentTarget.selectionStart ?? 0);
    setChosen(-1);
    setOpen(true);
  };
  const current = parts && parts.of === text ? parts : null;
  const without = (at: number): void => {
    const next = joined(current!, current!.conditions.filter((_, i) => i !== at)).text;
    setText(next);
    give(next);
  };
  /** The query as it is understood, with one of its conditions chosen to be written anew; one more than there are adds one. */
  const edit = (at: number): void => {
    const all = at < current!.conditions.length ? current!.conditions : [...current!.conditions, ''];
    const { text: next, places } = joined(current!, all);
    setText(next);
    setCaret(places[at]!);
    setPlace([places[at]!, places[at]! + all[at]!.length]);
    if (all[at] === '') setOpen(true);
  };
  const wrong = finding?.position !== undefined ? { from: finding.position, to: finding.position + Math.max(1, finding.length ?? 1) } : null;
  const mend = (): void => {
    if (!finding?.suggestion || !wrong) return;
    setText(text.slice(0, wrong.from) + finding.suggestion + text.slice(wrong.from + (finding.length ?? 0)));
    input.current?.focus();
  };
  return (
    <div class="query">
      <div class={`box ${finding ? 'wrong' : ''}`}>
        <Icon name="search" />
        <div class="field">
          <input
            ref={input}
            id="query"
            type="text"
            value={text}
            placeholder="metrics.accuracy > 0.9 AND params.lr < 0.01 ORDER BY best(metrics.loss)"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            role="combobox"
            aria-label="Find runs"
            aria-expanded={open && suggestions.length > 0}
            aria-controls="suggestions"
            aria-activedescendant={chosen >= 0 ? `suggestion-${chosen}` : undefined}
            aria-invalid={finding !== null}
            aria-describedby={finding ? 'query-problem' : undefined}
            onInput={typed}
            onKeyDown={keys}
            onFocus={() => setOpen(text.length > 0)}
            onClick={(e) => { setCaret(e.currentTarget.selectionStart ?? 0); setOpen(true); }}
            onBlur={() => setTimeout(() => setOpen(false), 150)}
          />
          {wrong && (
            <span class="underline" aria-hidden="true">
              {text.slice(0, wrong.from)}
              <mark>{text.slice(wrong.from, wrong.to) || '\u00a0'}</mark>
            </span>
          )}
        </div>
        {text && (
          <button type="button" class="bare" aria-label="Clear the query" onClick={() => { setText(''); give(''); input.current?.focus(); }}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {open && suggestions.length > 0 && (
        <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions">
          {suggestions.map((s, i) => (
            <li key={s.text} id={`suggestion-${i}`} role="option" aria-selected={i === chosen} onMouseDown={(e) => { e.preventDefault(); take(s.text); }}>
              <code>{s.text}</code>
              <span class="quiet">{s.note}</span>
            </li>
          ))}
        </ul>
      )}
      {current && !finding && current.conditions.length + Number(current.tail !== '') > 1 && (
        <ul class="conditions" aria-label="Conditions">
          {current.conditions.map((c, i) => (
            <li class="chip" key={c + i}>
              <button type="button" title={`Edit ${c}`} onClick={() => edit(i)}>{c}</button>
              <button type="button" class="bare" aria-label={`Remove ${c}`} onClick={() => without(i)}><Icon name="close" /></button>
            </li>
          ))}
          {current.tail && (
            <li class="chip">
              <span>{current.tail}</span>
              <button type="button" class="bare" aria-label={`Remove ${current.tail}`} onClick={() => { const next = joined({ ...current, tail: '' }, current.conditions).text; setText(next); give(next); }}><Icon name="close" /></button>
            </li>
          )}
          <li><button type="button" class="link" onClick={() => edit(current.conditions.length)}>Add a condition</button></li>
        </ul>
      )}
      {finding && (
        <p class="problem" id="query-problem" role="status">
          {`At character ${(finding.position ?? 0) + 1}: ${finding.message}`}
          {finding.suggestion && (
            <button type="button" class="link" onClick={mend}>{`Use “${finding.suggestion}”`}</button>
          )}
        </p>
      )}
    </div>
  );
}
