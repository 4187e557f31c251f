// Whether groups of runs differ by more than chance, as the server tests it: in words, as a drawing, in numbers.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { api } from '../api';
import { Swatch } from '../charts/line';
import { Intervals, type Row } from '../charts/intervals';
import { count, num, plural, signed, toNumber } from '../format';
import { useLoad } from '../hooks';
import { Empty, Loading, Section, Trouble } from '../parts/basics';
import { SaveAs } from '../parts/pictures';
import { TableSave, type Taken } from '../parts/tablesave';
import { route, set } from '../url';
import type { Contrast, Num, Run, SampleGroup, Significance } from '../types';
import { fieldsOf, tellsApart } from './fields';
import { targetsOf } from './targets';

/** The best where there is a goal, and the last of each. */
function valuesOf(runs: Run[]): string[] {
  const best = targetsOf(runs);
  return [...new Set(best.flatMap((t) => [t, /^best\((.*)\)$/.exec(t)?.[1] ?? t])), 'duration'];
}

export function SignificanceTab({ runs }: { runs: Run[] }): JSX.Element {
  const q = route.value.query;
  const fields = useMemo(() => fieldsOf(runs).filter((f) => tellsApart(f, runs)), [runs]);
  const values = useMemo(() => valuesOf(runs), [runs]);
  const by = q.get('group') ?? fields[0] ?? '';
  const value = q.get('value') ?? values[0]!;
  const against = q.get('against') ?? '';
  const ids = runs.map((r) => r.id);
  const { data, error, again } = useLoad(`${ids.join()}|${by}|${value}|${against}`, (signal) => (by ? api.significance({ run: ids, by, value, base: against }, signal) : Promise.resolve(null)));
  if (runs.length < 3) return <Empty title="Too few runs"><p>To tell a difference from chance it takes groups of runs, each trained with several seeds. Add others above.</p></Empty>;
  if (!by) return <Empty title="No groups"><p>No param or tag joins some of these runs and tells them from others.</p></Empty>;
  return (
    <>
      <div class="controls">
        <label>Value <select value={value} onChange={(e) => set({ value: e.currentTarget.value })}>{(values.includes(value) ? values : [value, ...values]).map((v) => <option key={v} value={v}>{v}</option>)}</select></label>
        <label>Groups <select value={by} onChange={(e) => set({ group: e.currentTarget.value, against: null })}>{(fields.includes(by) ? fields : [by, ...fields]).map((f) => <option key={f} value={f}>{f}</option>)}</select></label>
        {data?.baseline !== undefined && <label>Compared with <select value={data?.baseline} onChange={(e) => set({ against: e.currentTarget.value })}>{data!.groups.map((g) => <option key={g.name} value={g.name}>{g.name}</option>)}</select></label>}
        {data && <span class="push"><TableSave name="significance" take={() => taken(data, by)} /></span>}
      </div>
      {error ? <Trouble error={error} again={again} /> : !data ? <Loading what="the groups" /> : <Found found={data} runs={runs} />}
    </>
  );
}

function Found({ found, runs }: { found: Significance; runs: Run[] }): JSX.Element {
  const percent = `${num(found.confidence * 100, 4)} %`;
  const nameOf = (id: string): string => runs.find((r) => r.id === id)?.name ?? id.slice(0, 8);
  const rows = found.groups.map((g, i): Row => ({ name: g.name, color: i, mean: toNumber(g.mean), low: toNumber(g.low), high: toNumber(g.high), isBaseline: g.name === found.baseline, dots: g.points.map((p) => ({ id: p.run, label: nameOf(p.run), value: toNumber(p.number) })) }));
  if (found.groups.every((g) => g.count === 0)) return <Empty title="No values"><p>{`None of these runs has ${found.value}.`}</p></Empty>;
  const contrasts = found.groups.flatMap((g, i) => (g.contrast ? [{ group: g, contrast: g.contrast, index: i }] : []));
  return (
    <>
      {found.warnings.map((w) => <p class="note warned" key={w}>{w}</p>)}
      {found.total > found.groups.length && <p class="note">{`Showing ${found.groups.length} of ${count(found.total)} groups.`}</p>}
      {contrasts.length === 0 ? <p class="note">All of these runs are in one group. Choose another value to group by.</p> : (
        <Section title="In words" note={`compared with ${found.baseline}`}>
          <ul class="conclusions">{contrasts.map((c) => <li key={c.group.name} class={c.contrast.isShown ? 'shown' : ''}><Swatch index={c.index} /><span>{c.contrast.conclusion}</span></li>)}</ul>
        </Section>
      )}
      <div class="card"><Intervals rows={rows} value={found.value} percent={percent} /><SaveAs name={`${found.value} by group`} /></div>
      <Numbers found={found} percent={percent} />
      <p class="quiet about">{`Difference of the means with its ${percent} interval and Hedges’ g (about 0.2 is small, 0.5 medium, 0.8 large); p by Welch’s t-test${contrasts.length > 1 ? `, and by the rank test of Mann and Whitney, both corrected by Holm’s method for ${plural(contrasts.length, 'comparison')}` : ' and by the rank test of Mann and Whitney'}. It holds for runs that differ by chance alone, such as seeds, and not for the best of many tries.`}</p>
    </>
  );
}

const effect = (g: Num): string => (Number.isFinite(toNumber(g)) ? `${num(g, 3)} ${Math.abs(toNumber(g)) < 0.2 ? 'negligible' : Math.abs(toNumber(g)) < 0.5 ? 'small' : Math.abs(toNumber(g)) < 0.8 ? 'medium' : 'large'}` : '–');
const chance = (p: Num): string => (!Number.isFinite(toNumber(p)) ? '–' : toNumber(p) < 0.0001 ? '< 0.0001' : num(p, 3));
const between = (low: Num, high: Num): string => (Number.isFinite(toNumber(low)) && Number.isFinite(toNumber(high)) ? `${num(low, 4)} … ${num(high, 4)}` : '–');
const known = (n: Num, digits = 5): string => (Number.isNaN(toNumber(n)) ? '–' : num(n, digits));
const difference = (c: Contrast): string => (Number.isFinite(toNumber(c.difference)) ? signed(toNumber(c.difference), 4) : '–');

function Numbers({ found, percent }: { found: Significance; percent: string }): JSX.Element {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="The groups in numbers">
      <table class="plain wide">
        <thead><tr><th scope="col">Group</th><th scope="col" class="number">Runs</th><th scope="col" class="number">Mean</th><th scope="col" class="number">Std</th><th scope="col" class="number">{percent} interval</th><th scope="col" class="number">Difference</th><th scope="col" class="number">{percent} interval</th><th scope="col" class="number">Effect (g)</th><th scope="col" class="number">p</th><th scope="col" class="number">p (ranks)</th></tr></thead>
        <tbody>
          {found.groups.map((g) => (
            <tr key={g.name}>
              <th scope="row">{g.name}</th>
              <td class="number">{g.count === g.runs ? count(g.count) : `${count(g.count)} of ${count(g.runs)}`}</td>
              <td class="number">{known(g.mean)}</td><td class="number">{known(g.deviation, 3)}</td><td class="number">{between(g.low, g.high)}</td>
              {g.contrast ? <><td class="number">{difference(g.contrast)}</td><td class="number">{between(g.contrast.low, g.contrast.high)}</td><td class="number">{effect(g.contrast.effectSize)}</td><td class="number">{chance(g.contrast.pValue)}</td><td class="number">{chance(g.contrast.rankPValue)}</td></>
                : <td colSpan={5} class="quiet">{g.name === found.baseline ? 'the others are compared with it' : ''}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function taken(found: Significance, by: string): Taken {
  const head = [by, 'runs', 'mean', 'std', 'mean_low', 'mean_high', 'difference', 'difference_low', 'difference_high', 'hedges_g', 'p_holm', 'p_rank_holm', 'conclusion'];
  const rows = (of: (n: Num) => string): string[][] => found.groups.map((g: SampleGroup) => {
    const c = g.contrast;
    return [g.name, String(g.count), ...[g.mean, g.deviation, g.low, g.high].map(of), ...(c ? [...[c.difference, c.low, c.high, c.effectSize, c.pValue, c.rankPValue].map(of), c.conclusion] : ['', '', '', '', '', '', ''])];
  });
  return { exact: [head, ...rows((n) => (Number.isNaN(toNumber(n)) ? '' : String(n)))], shown: [head.map((h) => h.replaceAll('_', ' ')), ...rows((n) => known(n, 4))] };
}
