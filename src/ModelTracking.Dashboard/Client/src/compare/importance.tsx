// Which params have to do with a metric: what shuffling them costs a forest, and their rank correlation.
import type { JSX } from 'preact';
import { api } from '../api';
import { color } from '../colors';
import { csvCell, download, num, toNumber } from '../format';
import { useLoad } from '../hooks';
import { Empty, Icon, Loading, Trouble } from '../parts/basics';
import { route, set } from '../url';
import type { Importance } from '../types';

export function ImportanceView({ scope, targets }: { scope: Record<string, string | string[]>; targets: string[] }): JSX.Element {
  const asked = route.value.query.get('target');
  const target = asked && targets.includes(asked) ? asked : (targets[0] ?? '');
  const { data, error, again } = useLoad(`${JSON.stringify(scope)}|${target}`, (signal) => (target ? api.importance({ ...scope, target }, signal) : Promise.resolve(null)));
  if (!target) return <Empty title="No metric to explain"><p>These runs have logged none.</p></Empty>;
  return (
    <>
      <div class="controls">
        <label>What matters for <select value={target} onChange={(e) => set({ target: e.currentTarget.value })}>{targets.map((t) => <option key={t} value={t}>{t}</option>)}</select></label>
        {data && data.params.length > 0 && <button type="button" class="push" onClick={() => save(data, target)}><Icon name="download" /> CSV</button>}
      </div>
      {error ? <Trouble error={error} again={again} /> : !data ? <Loading what="the importance" /> : <Weights found={data} target={target} />}
    </>
  );
}

function save(found: Importance, target: string): void {
  const rows = found.params.map((p) => [p.param, String(p.importance), String(p.error), p.correlation === undefined ? '' : String(p.correlation), String(p.values)]);
  download('importance.csv', 'text/csv', [['param', `importance for ${target}`, 'standard_error', 'spearman', 'values'], ...rows].map((r) => r.map(csvCell).join(',')).join('\r\n'));
}

function Weights({ found, target }: { found: Importance; target: string }): JSX.Element {
  const most = Math.max(1e-12, ...found.params.map((p) => toNumber(p.importance)));
  const explained = toNumber(found.explained);
  return (
    <>
      {found.warnings.map((w) => <p class="note warned" key={w}>{w}</p>)}
      {found.params.length > 0 && (
        <>
          <div class="scroll" tabIndex={0} role="region" aria-label="Importance of params">
            <table class="plain weights">
              <caption class="hidden">{`Importance of params for ${target}`}</caption>
              <thead><tr><th scope="col">Param</th><th scope="col">Importance</th><th scope="col" class="number">± error</th><th scope="col">Correlation</th><th scope="col" class="number">Values</th></tr></thead>
              <tbody>
                {found.params.map((p) => (
                  <tr key={p.param}>
                    <th scope="row">{p.param}</th>
                    <td><Bar part={Math.max(0, toNumber(p.importance)) / most} index={0} text={num(toNumber(p.importance), 3)} /></td>
                    <td class="number quiet">{Number.isFinite(toNumber(p.error)) ? num(toNumber(p.error), 2) : '–'}</td>
                    <td>{p.correlation === undefined ? <span class="none">– no number</span> : <Signed value={p.correlation} />}</td>
                    <td class="number">{p.values}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="quiet about">{`From ${found.runs} runs. Importance: how much worse a random forest predicts runs it has not seen when the values of a param are shuffled, as a part of the variance${Number.isFinite(explained) ? `; the forest explains ${Math.max(0, Math.round(explained * 100))} % of it` : ''}. Correlation: Spearman’s rank correlation, −1 to 1. Both tell what goes together, not what causes what.`}</p>
        </>
      )}
    </>
  );
}

function Bar({ part, index, text }: { part: number; index: number; text: string }): JSX.Element {
  return (
    <span class="weight">
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect width={part * 100} height="12" rx="2" fill={color(index)} /></svg>
      <span class="number">{text}</span>
    </span>
  );
}

/** From the middle to the left for a negative one, to the right for a positive one. */
function Signed({ value }: { value: number }): JSX.Element {
  return (
    <span class="weight">
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect x={value < 0 ? 50 + value * 50 : 50} width={Math.abs(value) * 50} height="12" fill={color(value < 0 ? 1 : 0)} />
        <path class="axisline" d="M50 0v12" />
      </svg>
      <span class="number">{`${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`}</span>
    </span>
  );
}
