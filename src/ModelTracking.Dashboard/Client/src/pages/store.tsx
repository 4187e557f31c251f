import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api';
import { ago, count, duration, isSpan, isTime, plural, time } from '../format';
import { useLoad } from '../hooks';
import { CopyButton, Empty, Facts, Icon, Loading, Section, StatusMark, Trouble } from '../parts/basics';
import { revision } from '../store';
import { AlertList } from '../health/alertlist';
import { Targets } from '../health/targets';
import { href } from '../url';
import type { Cell, Rows, StoreState } from '../types';

const few = 8;
const words: Record<string, string> = { RUNNING: 'Running', FINISHED: 'Finished', FAILED: 'Failed', KILLED: 'Killed', CRASHED: 'Crashed' };

/** The store at a glance: what runs, what ran, what is wrong, what waits. */
export function StorePage(): JSX.Element {
  const round = revision.value;
  const { data, error, again } = useLoad(`store-${round}`, api.store);
  const running = useLoad(`store-running-${round}`, (signal) => api.rows({ q: "status = 'RUNNING' ORDER BY start_time DESC", columns: 'last_activity', limit: few }, signal));
  const recent = useLoad(`store-recent-${round}`, (signal) => api.rows({ q: "status != 'RUNNING' ORDER BY last_activity DESC", columns: 'last_activity', limit: few }, signal));
  const starred = useLoad(`store-starred-${round}`, (signal) => api.rows({ q: "tags.modeltracking.starred = 'true' ORDER BY start_time DESC", columns: 'last_activity', limit: few }, signal));
  const alerts = useLoad(`store-alerts-${round}`, () => api.alerts({ limit: 5 }));
  useEffect(() => {
    document.title = 'Store · ModelTracking';
  }, []);
  if (error && !data) return <main id="main" class="page"><h1>Store</h1><Trouble error={error} again={again} /></main>;
  if (!data) return <main id="main" class="page"><Loading what="the store" /></main>;
  return (
    <main id="main" class="page storepage">
      <header class="title"><h1>Store</h1><span class="quiet">{`${plural(data.runs, 'run')} in ${plural(data.experimentCount, 'experiment')}`}</span></header>
      {data.runs === 0 ? <Empty title="No run yet"><p>A program that trains writes two lines:</p><pre>{'await using var client = TrackingClient.Open();\nawait using var run = client.StartRun("iris");'}</pre></Empty> : (
        <div class="columns">
          <div>
            <RunList title="Running now" rows={running.data} none="Nothing runs at the moment." all={href('', { q: "status = 'RUNNING'" })} />
            <RunList title="Ended last" rows={recent.data} none="No run has ended yet." all={href('', { sort: 'last_activity DESC' })} />
            <RunList title="Starred" rows={starred.data} none="None. The key s, or the star before a run's name, keeps it here." all={href('', { q: "tags.modeltracking.starred = 'true'" })} />
          </div>
          <div>
            <Experiments store={data} />
            <Section title="Alerts" note={alerts.data && alerts.data.total > 0 ? count(alerts.data.total) : ''} actions={<a href={href('alerts')}>All alerts</a>}>
              {alerts.data ? alerts.data.alerts.length === 0 ? <p class="quiet">Nothing: no watchdog has found anything, and no run has warned.</p> : <AlertList alerts={alerts.data.alerts} /> : alerts.error ? <Trouble error={alerts.error} /> : <Loading />}
            </Section>
          </div>
          <Health store={data} />
          {data.targets && <Targets targets={data.targets} />}
        </div>
      )}
    </main>
  );
}

function RunList({ title, rows, none, all }: { title: string; rows?: Rows; none: string; all: string }): JSX.Element {
  return (
    <Section title={title} note={rows && rows.total > 0 ? count(rows.total) : ''} actions={rows && rows.total > few ? <a href={all}>{`All ${count(rows.total)}`}</a> : undefined}>
      {!rows ? <Loading /> : rows.rows.length === 0 ? <p class="quiet">{none}</p> : (
        <ul class="runlist">
          {rows.rows.map((r) => (
            <li key={String(r[0])}>
              <StatusMark status={String(r[3])} short />
              <a href={href(`runs/${r[0]}`)}>{String(r[1])}</a>
              <span class="quiet">{String(r[2])}</span>
              <span class="quiet when">{`${span(r[5])}, ${at(r[8])}`}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const span = (cell: Cell | undefined): string => (cell !== undefined && isSpan(cell) ? duration(cell.d) : '');
const at = (cell: Cell | undefined): string => (cell !== undefined && isTime(cell) ? ago(cell.t) : '');

function Experiments({ store }: { store: StoreState }): JSX.Element {
  return (
    <Section title="Experiments" note={count(store.experimentCount)}>
      <div class="scroll some" tabIndex={0} role="region" aria-label="Experiments">
        <table class="plain">
          <thead><tr><th scope="col">Experiment</th><th scope="col" class="number">Runs</th><th scope="col" class="number">Running</th><th scope="col" class="number">Failed</th><th scope="col">Last active</th></tr></thead>
          <tbody>
            {store.experiments.map((e) => (
              <tr key={e.name}>
                <th scope="row"><a href={href('', { experiment: e.name })}>{e.name}</a></th>
                <td class="number">{count(e.runs)}</td>
                <td class="number">{e.running > 0 ? count(e.running) : ''}</td>
                <td class="number">{e.failed > 0 ? count(e.failed) : ''}</td>
                <td class="quiet when" title={time(e.lastActivity)}>{ago(e.lastActivity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {store.experiments.length < store.experimentCount && <p class="quiet">{`Showing ${count(store.experiments.length)}, those used last.`}</p>}
    </Section>
  );
}

function Health({ store }: { store: StoreState }): JSX.Element {
  const of = (status: string): number => store.statuses.find((s) => s.name === status)?.count ?? 0;
  return (
    <Section title="Health">
      <ul class="tally">
        {Object.keys(words).filter((s) => of(s) > 0).map((s) => <li key={s}><a href={href('', { q: `status = '${s}'` })}><StatusMark status={s} /> <b>{count(of(s))}</b></a></li>)}
      </ul>
      {of('CRASHED') > 0 && <p class="note"><Icon name="help" /> A crashed run is one whose program ended without a word: killed, or the machine went down. What it had logged up to then is there.</p>}
      <Facts facts={[
        ['Folder', store.folder && <span class="mono" key="f">{store.folder}<CopyButton text={store.folder} label="Copy the folder" /></span>],
        ['Deleted runs', store.deleted === undefined ? null : store.deleted === 0 ? 'none' : <span key="d">{`${count(store.deleted)}, kept until `}<code>modeltracking gc</code>{'; '}<code>modeltracking restore</code> brings them back</span>],
        ['Models', <a key="m" href={href('models')}>{count(store.models)}</a>],
        ['Repositories', <a key="r" href={href('history')}>{count(store.repositories)}</a>],
        ['Dashboard', `version ${store.version}`],
        ['To check it', <code key="c">modeltracking doctor</code>],
      ]} />
    </Section>
  );
}
