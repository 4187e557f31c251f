import 'uplot/dist/uPlot.min.css';
import './styles/all.css';
import { render, type JSX, type ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { api } from './api';
import { isConnected } from './live';
import { Dialog } from './parts/dialog';
import { Icon, Loading, Trouble } from './parts/basics';
import { Later } from './parts/later';
import { RunsPage } from './pages/runs';
import { about, start, trouble } from './store';
import { follow, go, href, route } from './url';

// What the list of runs does not need comes when it is asked for.
const pages = {
  run: () => import('./pages/run').then((m) => m.RunPage as ComponentType<any>),
  compare: () => import('./pages/compare').then((m) => m.ComparePage as ComponentType<any>),
  models: () => import('./pages/models').then((m) => m.ModelsPage as ComponentType<any>),
  model: () => import('./pages/models').then((m) => m.ModelPage as ComponentType<any>),
  data: () => import('./pages/data').then((m) => m.DataPage as ComponentType<any>),
  store: () => import('./pages/store').then((m) => m.StorePage as ComponentType<any>),
  alerts: () => import('./pages/alerts').then((m) => m.AlertsPage as ComponentType<any>),
  histories: () => import('./pages/history').then((m) => m.HistoriesPage as ComponentType<any>),
  reports: () => import('./pages/reports').then((m) => m.ReportsPage as ComponentType<any>),
  report: () => import('./pages/report').then((m) => m.ReportPage as ComponentType<any>),
  reportEdit: () => import('./pages/reportedit').then((m) => m.ReportEditPage as ComponentType<any>),
  access: () => import('./pages/access').then((m) => m.AccessPage as ComponentType<any>),
  history: () => import('./pages/history').then((m) => m.HistoryPage as ComponentType<any>),
};
const waiting = <main id="main" class="page"><Loading /></main>;

function Content(): JSX.Element {
  const [first, second, third] = route.value.path;
  if (first === 'runs' && second) return <Later page={pages.run} waiting={waiting} id={second} key={second} />;
  if (first === 'compare') return <Later page={pages.compare} waiting={waiting} />;
  if (first === 'models') return second ? <Later page={pages.model} waiting={waiting} name={second} key={second} /> : <Later page={pages.models} waiting={waiting} />;
  if (first === 'data') return <Later page={pages.data} waiting={waiting} />;
  if (first === 'store') return <Later page={pages.store} waiting={waiting} />;
  if (first === 'alerts') return <Later page={pages.alerts} waiting={waiting} />;
  if (first === 'history') return second ? <Later page={pages.history} waiting={waiting} name={second} key={second} /> : <Later page={pages.histories} waiting={waiting} />;
  if (first === 'reports' && (second === 'new' || third === 'edit')) return <Later page={pages.reportEdit} waiting={waiting} id={second} />;
  if (first === 'reports') return second ? <Later page={pages.report} waiting={waiting} id={second} key={second} /> : <Later page={pages.reports} waiting={waiting} />;
  if (first === 'access') return <Later page={pages.access} waiting={waiting} />;
  return <RunsPage />;
}

const shortcuts: [string, string][] = [
  ['/', 'Find runs'],
  ['g r', 'Go to runs'],
  ['g m', 'Go to models'],
  ['g d', 'Go to data'],
  ['g p', 'Go to reports'],
  ['g h', 'Go to history'],
  ['g o', 'Go to the store'],
  ['g a', 'Go to the alerts'],
  ['j  k', 'Next and previous run'],
  ['x', 'Select the run'],
  ['s', 'Star the run, or take its star back'],
  ['Enter', 'Open the run'],
  ['b', 'Measure the others against the run'],
  ['o', 'What can be done with the run'],
  ['Shift Enter', 'Sort by one more column'],
  ['c', 'Compare the selected runs'],
  ['← →', 'Read a chart that has the focus'],
  ['+  −  0', 'Look at it closer, from further off, at all of it'],
  ['Ctrl S', 'Save the report that is written'],
  ['?', 'This list'],
];

/** Where a key leads after `g`. */
const places: Record<string, string> = { r: '', m: 'models', d: 'data', p: 'reports', h: 'history', o: 'store', a: 'alerts' };

function App(): JSX.Element {
  const [help, setHelp] = useState(false);
  const here = route.value.path[0] ?? '';
  // Heard from the first drawing on, and not only after it is painted.
  useLayoutEffect(() => {
    let waiting = -Infinity;
    const keys = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input:not([type=checkbox]):not([type=range]), textarea, select, dialog') || localStorage.getItem('modeltracking-keys') === 'off') return;
      const after = event.timeStamp - waiting < 1000;
      waiting = event.key === 'g' ? event.timeStamp : -Infinity;
      const to = after ? places[event.key] : undefined;
      if (to !== undefined) go(href(to));
      else if (event.key === '/') document.getElementById('query')?.focus();
      else if (event.key === '?') setHelp(true);
      else if (event.key === 'c') document.getElementById('compare')?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', keys);
    document.addEventListener('click', follow);
    return () => {
      document.removeEventListener('keydown', keys);
      document.removeEventListener('click', follow);
    };
  }, []);
  // Where there is room for some of them only, the page that is shown is among those in view.
  useEffect(() => {
    const nav = document.querySelector<HTMLElement>('.top nav');
    const current = nav?.querySelector<HTMLElement>('[aria-current]');
    if (nav && current) nav.scrollLeft = Math.max(0, current.offsetLeft + current.offsetWidth / 2 - nav.offsetLeft - nav.clientWidth / 2);
  }, [here, about.value === null]);
  const link = (to: string, label: string, on: boolean): JSX.Element => <a href={href(to)} aria-current={on ? 'page' : undefined}>{label}</a>;
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); const m = document.getElementById('main'); m?.setAttribute('tabindex', '-1'); m?.focus(); }}>Skip to the content</a>
      <header class="top">
        <a class="brand" aria-label="ModelTracking, all runs" href={href('')}><svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" fill="var(--accent)" /><path d="M6 8c3 12 8 15 20 15" fill="none" stroke="var(--on-accent)" stroke-width="3" stroke-linecap="round" /><circle cx="26" cy="23" r="3" fill="var(--on-accent)" /></svg><span>ModelTracking</span></a>
        <nav aria-label="Main">
          {link('', 'Runs', here === '' || here === 'runs' || here === 'compare')}
          {link('models', 'Models', here === 'models')}
          {link('data', 'Data', here === 'data')}
          {link('reports', 'Reports', here === 'reports')}
          {link('history', 'History', here === 'history')}
          {link('store', 'Store', here === 'store' || here === 'alerts')}
          {(about.value?.managesKeys || about.value?.canAdminister) && link('access', 'Access', here === 'access')}
        </nav>
        <span class="push quiet store" title={about.value?.store}>{about.value ? about.value.store.split('/').filter(Boolean).slice(-2).join('/') : ''}</span>
        {!isConnected.value && about.value && <span class="away" role="status">Not connected; trying again</span>}
        {about.value?.canLogOut && <button type="button" class="bare" aria-label="Log out" title={`Log out ${about.value.user ?? ''}`} onClick={() => api.logOut()}><Icon name="leave" /></button>}
        <button type="button" class="bare" aria-label="Keyboard shortcuts" title="Keyboard shortcuts" onClick={() => setHelp(true)}><Icon name="help" /></button>
      </header>
      {trouble.value && !about.value ? <main id="main" class="page"><Trouble error={trouble.value} /></main> : about.value ? <Content /> : <main id="main" class="page"><Loading /></main>}
      {help && <Help onClose={() => setHelp(false)} />}
    </>
  );
}

function Help({ onClose }: { onClose: () => void }): JSX.Element {
  const [on, setOn] = useState(localStorage.getItem('modeltracking-keys') !== 'off');
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl class="facts keys">{shortcuts.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
      <label class="switch"><input type="checkbox" checked={on} onChange={(e) => { setOn(e.currentTarget.checked); localStorage.setItem('modeltracking-keys', e.currentTarget.checked ? 'on' : 'off'); }} />Single keys do something</label>
      <p class="quiet">{`ModelTracking ${about.value?.version ?? ''}. Drawn with Preact and uPlot (MIT). Nothing leaves this machine.`}</p>
    </Dialog>
  );
}

start();
render(<App />, document.getElementById('app')!);
