import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api';
import { count, plural } from '../format';
import { AlertList, nameOf } from '../health/alertlist';
import { useLoad } from '../hooks';
import { Empty, Loading, Trouble } from '../parts/basics';
import { revision } from '../store';
import { href, route, set } from '../url';

const step = 100;

/** What went wrong in runs, over all of them. */
export function AlertsPage(): JSX.Element {
  const q = route.value.query;
  const value = (name: string): string => q.get(name) ?? '';
  const most = Math.min(500, Number(value('most')) || step);
  const filter = { kind: value('kind'), experiment: value('experiment'), severity: value('severity'), running: value('running') };
  const isFiltered = Object.values(filter).some((f) => f !== '');
  const { data, error, again } = useLoad(`alerts-${revision.value}-${JSON.stringify(filter)}-${most}`, () => api.alerts({ ...filter, limit: most }));
  useEffect(() => {
    document.title = 'Alerts · ModelTracking';
  }, []);
  const choose = (label: string, name: 'kind' | 'experiment', all: string, options: { name: string; count: number }[], text: (name: string) => string): JSX.Element => (
    <label>{label}<select value={filter[name]} onChange={(e) => set({ [name]: e.currentTarget.value, most: null }, false)}>
      <option value="">{all}</option>
      {options.map((o) => <option key={o.name} value={o.name}>{`${text(o.name)} (${count(o.count)})`}</option>)}
      {filter[name] && !options.some((o) => o.name === filter[name]) && <option value={filter[name]}>{text(filter[name])}</option>}
    </select></label>
  );
  return (
    <main id="main" class="page">
      <nav class="crumbs" aria-label="Where this is"><a href={href('store')}>Store</a></nav>
      <header class="title"><h1>Alerts</h1>{data && <span class="quiet">{plural(data.total, 'alert')}</span>}</header>
      {error && !data ? <Trouble error={error} again={again} /> : !data ? <Loading what="alerts" /> : data.total === 0 && !isFiltered ? (
        <Empty title="Nothing went wrong"><p>Watchdogs look after each run: a metric that is not a number, no longer gets better or falls silent, memory that runs out. What they find is told here.</p></Empty>
      ) : (
        <>
          <div class="controls filters">
            {choose('What', 'kind', 'everything', data.kinds, nameOf)}
            {choose('Experiment', 'experiment', 'all', data.experiments, (n) => n)}
            <label class="switch"><input type="checkbox" checked={filter.severity === 'error'} onChange={(e) => set({ severity: e.currentTarget.checked ? 'error' : null, most: null }, false)} />Only errors</label>
            <label class="switch"><input type="checkbox" checked={filter.running === '1'} onChange={(e) => set({ running: e.currentTarget.checked ? '1' : null, most: null }, false)} />Only of runs that still run</label>
          </div>
          {data.alerts.length === 0 ? <Empty title="No alert is like that"><p><button type="button" class="link" onClick={() => set({ kind: null, experiment: null, severity: null, running: null })}>Show all alerts</button></p></Empty> : <AlertList alerts={data.alerts} />}
          {data.alerts.length < data.total && <p class="row"><span class="quiet">{`Showing ${count(data.alerts.length)} of ${count(data.total)}`}</span>{most < 500 && <button type="button" onClick={() => set({ most: String(most + step) })}>Show more</button>}</p>}
        </>
      )}
      {data && data.notLookedAt > 0 && <p class="note">{`These are of the 500 runs that were active last; ${plural(data.notLookedAt, 'older run')} ${data.notLookedAt === 1 ? 'was' : 'were'} not looked at.`}</p>}
    </main>
  );
}
