// The leaderboard of the runs nested in a run: best first, the best so far as a curve, and why some failed.
import type { ComponentType, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { api, isSaved } from '../api';
import { targetsOf } from '../compare/targets';
import { LineChart } from '../charts/line';
import { count, duration, num, toNumber } from '../format';
import { useLoad } from '../hooks';
import { Empty, Loading, Section, StatusMark, Trouble } from '../parts/basics';
import { Later } from '../parts/later';
import { isSystem } from '../parts/metrics';
import { TableSave, type Taken } from '../parts/tablesave';
import { revision } from '../store';
import { href, route, set } from '../url';
import type { Metric, Run } from '../types';

const valueOf = (run: Run, field: string): number => {
  const m = run.metrics.find((x) => x.field === field);
  return m ? toNumber(m.goal === 'Minimize' ? m.min : m.goal === 'Maximize' ? m.max : m.last) : NaN;
};

const hasFailed = (run: Run): boolean => run.status === 'Failed' || run.status === 'Crashed' || run.status === 'Killed';

const importance = (): Promise<ComponentType<any>> => import('../compare/importance').then((m) => m.ImportanceView as ComponentType<any>);

export function Trials({ run }: { run: Run }): JSX.Element {
  const { data, error, again } = useLoad(`${run.id}-${run.status === 'Running' ? revision.value : 0}`, () => api.nested(run.id));
  const runs = data?.runs ?? [];
  const metrics = useMemo(() => {
    const all = new Map<string, { metric: Metric; n: number }>();
    for (const m of runs.flatMap((r) => r.metrics).filter((m) => !isSystem(m.key))) all.set(m.field, { metric: m, n: (all.get(m.field)?.n ?? 0) + 1 });
    // The AutoML tag says what a search has optimised; else the metric that most trials have, one with a goal first.
    return [...all.values()].sort((a, b) => Number(b.metric.key === 'automl/metric') - Number(a.metric.key === 'automl/metric') || Number(b.metric.goal !== 'None') - Number(a.metric.goal !== 'None') || b.n - a.n).map((x) => x.metric);
  }, [data]);
  const field = route.value.query.get('metric') ?? metrics[0]?.field ?? '';
  const chosen = metrics.find((m) => m.field === field);
  const best = runs.find((r) => Object.entries(r.tags).some(([k, v]) => k.endsWith('best') && v === 'true'));
  const lower = chosen?.goal === 'Minimize' || (chosen?.goal === 'None' && best !== undefined && valueOf(best, field) < Math.max(...runs.map((r) => valueOf(r, field)).filter(Number.isFinite)));
  const ranked = useMemo(() => [...runs].sort((a, b) => {
    const [x, y] = [valueOf(a, field), valueOf(b, field)];
    return Number(hasFailed(a)) - Number(hasFailed(b)) || Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || (lower ? x - y : y - x) || a.start - b.start;
  }), [data, field, lower]);
  const curve = useMemo(() => {
    const done = [...runs].sort((a, b) => a.start - b.start).map((r) => valueOf(r, field)).filter(Number.isFinite);
    let top = NaN;
    const so = done.map((v) => (top = Number.isNaN(top) ? v : lower ? Math.min(top, v) : Math.max(top, v)));
    const x = done.map((_, i) => i + 1);
    return [{ id: 'best', label: 'best so far', color: 0, x, y: so }, { id: 'trial', label: 'trial', color: 7, isLoose: true, x, y: done }];
  }, [data, field, lower]);
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="trials" />;
  if (runs.length === 0) return <Empty title="No nested runs"><p>Start one with client.StartRun(run), or follow an AutoML search.</p></Empty>;
  // Params that tell many of the trials apart.
  const valuesOf = (k: string): string[] => runs.flatMap((r) => r.params.filter((p) => p.key === k).map((p) => p.value));
  const params = [...new Set(runs.flatMap((r) => r.params.map((p) => p.key)))].filter((k) => { const v = valuesOf(k); return v.length > runs.length / 3 && new Set(v).size > 1; }).slice(0, 8);
  const failed = runs.filter(hasFailed);
  const take = (): Taken => {
    const rows = (of: (n: number) => string): string[][] => [['Rank', 'Run', 'Status', chosen?.key ?? 'Metric', 'Duration (s)', ...params, 'Error'], ...ranked.map((r, i) => [String(i + 1), r.name, r.status, of(valueOf(r, field)), String(((r.end ?? r.lastActivity) - r.start) / 1000), ...params.map((p) => r.params.find((x) => x.key === p)?.value ?? ''), r.error ?? ''])];
    return { exact: rows(String), shown: rows((n) => num(n)) };
  };
  return (
    <>
      <div class="controls">
        <label>Rank by <select value={field} onChange={(e) => set({ metric: e.currentTarget.value })}>{metrics.map((m) => <option key={m.field} value={m.field}>{m.context ? `${m.key} · ${m.context}` : m.key}</option>)}</select></label>
        <span class="quiet">{`${count(data.total)} nested runs${data.total > runs.length ? `, showing ${runs.length}` : ''}${failed.length ? `, ${failed.length} failed` : ''}; ${lower ? 'lower' : 'higher'} is better`}</span>
        <span class="push row"><TableSave name="leaderboard" take={take} />
        <a class="button" href={href('compare', { run: ranked.slice(0, 20).map((r) => r.id) })}>Compare the best {Math.min(20, runs.length)}</a></span>
      </div>
      <Section title="Best so far"><LineChart title="Best so far" lines={curve} xKind="step" height={200} xLabel="last" /></Section>
      <div class="scroll" tabIndex={0} role="region" aria-label="Leaderboard">
        <table class="plain wide board">
          <thead><tr><th scope="col" class="number">Rank</th><th scope="col">Run</th><th scope="col" class="number">{chosen?.key ?? 'Metric'}</th><th scope="col" class="number">Duration</th>{params.map((p) => <th scope="col" key={p}>{p}</th>)}</tr></thead>
          <tbody>
            {ranked.map((r, i) => (
              <tr key={r.id} class={i === 0 ? 'first' : ''}>
                <td class="number">{i + 1}</td>
                <th scope="row"><StatusMark status={r.status} short /> <a href={href(`runs/${r.id}`)}>{r.name}</a></th>
                <td class="number">{num(valueOf(r, field))}</td>
                <td class="number">{duration((r.end ?? r.lastActivity) - r.start)}</td>
                {params.map((p) => { const v = r.params.find((x) => x.key === p); return <td key={p} class={v && (v.kind === 'Real' || v.kind === 'Integer') ? 'number' : ''}>{v ? (v.kind === 'Real' ? num(Number(v.value)) : v.value) : ''}</td>; })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!isSaved && runs.length > 3 && <Section title="What mattered"><Later page={importance} scope={{ q: `parent_id = '${run.id}'` }} targets={targetsOf(runs)} /></Section>}
      {failed.length > 0 && <Section title="Why trials failed"><table class="plain pairs"><tbody>{failed.map((r) => <tr key={r.id}><th scope="row"><a href={href(`runs/${r.id}`)}>{r.name}</a></th><td>{r.error ?? r.status}</td></tr>)}</tbody></table></Section>}
    </>
  );
}
