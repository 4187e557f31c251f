// A run, a comparison or a report as one file: the dashboard's own pages, with their data beside them.
import 'uplot/dist/uPlot.min.css';
import '../styles/all.css';
import { render, type JSX } from 'preact';
import { time } from '../format';
import { ComparePage } from '../pages/compare';
import { RunPage } from '../pages/run';
import { href, route } from '../url';
import { saved } from './data';
import { SavedReport } from './report';

function App(): JSX.Element {
  const [first, second] = route.value.path;
  const known = saved.runs.some((r) => r.id === second);
  return (
    <>
      <header class="top">
        <span class="brand"><svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" fill="var(--accent)" /><path d="M6 8c3 12 8 15 20 15" fill="none" stroke="var(--on-accent)" stroke-width="3" stroke-linecap="round" /><circle cx="26" cy="23" r="3" fill="var(--on-accent)" /></svg><span>ModelTracking</span></span>
        {saved.report ? <nav aria-label="Main"><a href={href(saved.page)} aria-current={first === 'reports' ? 'page' : undefined}>Report</a></nav> : saved.runs.length > 1 && <nav aria-label="Main"><a href={href('compare', { run: saved.runs.map((r) => r.id) })} aria-current={first === 'compare' ? 'page' : undefined}>Comparison</a></nav>}
        <span class="push quiet">{`Saved ${time(saved.time)}`}</span>
      </header>
      {first === 'reports' && saved.report ? <SavedReport report={saved.report} /> : first === 'compare' ? <ComparePage /> : known ? <RunPage id={second!} key={second} /> : <main id="main" class="page"><p class="note">This run is not in the file. <a href={`#${saved.page}`}>Back to what is</a></p></main>}
      {saved.leftOut.length > 0 && <footer class="page quiet">{`Left out to keep the file small: ${saved.leftOut.slice(0, 20).join(', ')}${saved.leftOut.length > 20 ? ` and ${saved.leftOut.length - 20} more` : ''}.`}</footer>}
    </>
  );
}

render(<App />, document.getElementById('app')!);
