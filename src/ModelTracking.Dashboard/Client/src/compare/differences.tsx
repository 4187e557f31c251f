// What differs between runs, one row per fact; the baseline stands first and others show their distance to it.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Swatch } from '../charts/line';
import { csvCell, download, duration, num, signed, toNumber } from '../format';
import { Empty, Icon, StatusMark } from '../parts/basics';
import { isSystem } from '../parts/metrics';
import { href, route, set } from '../url';
import type { Metric, Run } from '../types';

interface Value {
  text: string;
  number?: number;
  goal?: Metric['goal'];
  step?: number;
}

interface Fact {
  key: string;
  note?: string;
  values: (Value | null)[];
}

const text = (t: string | undefined | null): Value | null => (t === undefined || t === null || t === '' ? null : { text: t });

function section(runs: Run[], read: (run: Run) => [string, Value | null, string?][]): Fact[] {
  const facts = new Map<string, Fact>();
  runs.forEach((run, i) => {
    for (const [key, value, note] of read(run)) {
      const id = `${key}\0${note ?? ''}`;
      const fact = facts.get(id) ?? { key, note, values: runs.map(() => null) };
      fact.values[i] = value;
      facts.set(id, fact);
    }
  });
  return [...facts.values()];
}

function sections(runs: Run[]): [string, Fact[]][] {
  return [
    ['Metrics', section(runs, (r) => r.metrics.filter((m) => !isSystem(m.key)).map((m) => {
      const best = m.goal === 'Minimize' ? m.min : m.goal === 'Maximize' ? m.max : m.last;
      return [m.key, { text: num(best), number: toNumber(best), goal: m.goal, step: m.goal === 'Minimize' ? m.minStep : m.goal === 'Maximize' ? m.maxStep : m.lastStep }, [m.context, m.goal === 'Minimize' ? 'min' : m.goal === 'Maximize' ? 'max' : 'last'].filter(Boolean).join(' · ')];
    }))],
    ['Params', section(runs, (r) => r.params.map((p) => [p.key, { text: p.kind === 'Real' ? num(Number(p.value), 7) : p.value, number: p.kind === 'Real' || p.kind === 'Integer' ? Number(p.value) : undefined }]))],
    ['Tags', section(runs, (r) => Object.entries(r.tags).map(([k, v]) => [k, text(v)]))],
    ['Code', section(runs, (r) => (r.code[0] ? [['Commit', text(r.code[0].commit?.slice(0, 10))], ['Branch', text(r.code[0].branch)], ['Uncommitted changes', text(r.code[0].isDirty ? 'yes' : 'no')], ['Patch', text(r.artifacts.find((a) => a.path === r.code[0]!.patch)?.hash.slice(0, 10))]] : []))],
    ['Data', section(runs, (r) => r.datasets.map((d) => [d.name, text(d.digest.replace('sha256:', '').slice(0, 12)), d.context]))],
    ['Environment', section(runs, (r) => (r.environments[0]?.facts ?? []).filter((f) => f.name !== 'Process').map((f) => [f.name, text(f.value)]))],
    ['Artifacts', section(runs, (r) => r.artifacts.map((a) => [a.path, text(a.hash.slice(0, 10))]))],
  ];
}

const differs = (f: Fact): boolean => new Set(f.values.map((v) => v?.text ?? '\0')).size > 1;

export function Differences({ runs, base }: { runs: Run[]; base: string }): JSX.Element {
  const all = route.value.query.get('all') === '1';
  const parts = useMemo(() => sections(runs), [runs]);
  const find = (route.value.query.get('find') ?? '').toLowerCase();
  const visible = parts.map(([name, facts]) => [name, facts.filter((f) => (all || runs.length < 2 || differs(f)) && f.key.toLowerCase().includes(find))] as [string, Fact[]]).filter(([, f]) => f.length > 0);
  const at = Math.max(0, runs.findIndex((r) => r.id === base));
  const markdown = (): string => {
    const rows = visible.flatMap(([name, facts]) => facts.map((f) => `| ${name.toLowerCase()} | ${[f.key, f.note].filter(Boolean).join(' ')} | ${f.values.map((v) => (v?.text ?? '').replaceAll('|', '\\|')).join(' | ')} |`));
    return [`| | | ${runs.map((r) => r.name.replaceAll('|', '\\|')).join(' | ')} |`, `| --- | --- |${runs.map(() => ' ---: |').join('')}`, ...rows].join('\n');
  };
  const csv = (): string => [['part', 'key', 'note', ...runs.map((r) => r.name)], ...visible.flatMap(([n, facts]) => facts.map((f) => [n, f.key, f.note ?? '', ...f.values.map((v) => (v?.number !== undefined ? String(v.number) : (v?.text ?? '')))]))].map((l) => l.map(csvCell).join(',')).join('\r\n');
  return (
    <>
      <div class="controls">
        <input type="search" placeholder="Find a fact" aria-label="Find a fact" value={route.value.query.get('find') ?? ''} onInput={(e) => set({ find: e.currentTarget.value })} />
        <label class="switch"><input type="checkbox" checked={!all} onChange={(e) => set({ all: e.currentTarget.checked ? null : '1' })} />Only differences</label>
        <span class="push row">
          <button type="button" onClick={() => navigator.clipboard?.writeText(markdown())}><Icon name="copy" /> Markdown</button>
          <button type="button" onClick={() => download('comparison.csv', 'text/csv', csv())}><Icon name="download" /> CSV</button>
        </span>
      </div>
      {visible.length === 0 ? <Empty title="No difference"><p>{find ? 'No fact has that in its name.' : 'These runs have the same params, metrics, tags, code, data and environment.'}</p></Empty> : (
        <div class="scroll fill" tabIndex={0} role="region" aria-label="Differences">
          <table class="plain wide diff">
            <thead>
              <tr>
                <th scope="col">Fact</th>
                {runs.map((r, i) => (
                  <th scope="col" key={r.id} class={i === at ? 'base' : ''}>
                    <span class="run"><Swatch index={i} /><a href={href(`runs/${r.id}`)}>{r.name}</a></span>
                    <small class="row"><StatusMark status={r.status} short /><span>{duration((r.end ?? r.lastActivity) - r.start)}</span>
                      {i === at ? <span class="badge">baseline</span> : <button type="button" class="link" onClick={() => set({ base: r.id })}>Make baseline</button>}
                    </small>
                  </th>
                ))}
              </tr>
            </thead>
            {visible.map(([name, facts]) => (
              <tbody key={name}>
                <tr class="part"><th scope="rowgroup" colSpan={runs.length + 1}>{name}</th></tr>
                {facts.map((f) => <FactRow key={f.key + f.note} fact={f} at={at} />)}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </>
  );
}

function FactRow({ fact, at }: { fact: Fact; at: number }): JSX.Element {
  const base = fact.values[at];
  const numbers = fact.values.map((v) => v?.number).filter((n): n is number => n !== undefined && Number.isFinite(n));
  const goal = fact.values.find((v) => v?.goal)?.goal;
  const best = goal === 'Minimize' ? Math.min(...numbers) : goal === 'Maximize' ? Math.max(...numbers) : NaN;
  return (
    <tr>
      <th scope="row" title={fact.key}>{fact.key}{fact.note && <small>{fact.note}</small>}</th>
      {fact.values.map((v, i) => {
        const delta = i !== at && v?.number !== undefined && base?.number !== undefined ? v.number - base.number : NaN;
        const better = !Number.isFinite(delta) || delta === 0 || !goal || goal === 'None' ? '' : (goal === 'Minimize') === delta < 0 ? 'better' : 'worse';
        return (
          <td key={i} class={`${v?.number !== undefined ? 'number' : ''} ${i === at ? 'base' : v?.text === base?.text ? 'same' : ''}`} title={v?.step !== undefined ? `at step ${v.step}` : v?.text}>
            {v ? <span class={numbers.length > 1 && v.number === best ? 'best' : ''}>{v.text}</span> : <span class="none">–</span>}
            {Number.isFinite(delta) && delta !== 0 && <small class={better}>{signed(delta)}{better && <span class="hidden">{` ${better}`}</span>}</small>}
          </td>
        );
      })}
    </tr>
  );
}
