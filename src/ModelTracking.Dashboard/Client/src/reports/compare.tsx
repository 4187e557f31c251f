import type { JSX } from 'preact';
import { isSaved } from '../api';
import { alike, DifferenceTable, Notes, type ShownPart } from '../compare/differences';
import { count } from '../format';
import { useLoad, useThrottled } from '../hooks';
import { Loading, Trouble } from '../parts/basics';
import { revision } from '../store';
import { href } from '../url';
import type { Comparison } from '../types';
import type { CompareBlock } from './blocks';
import { comparisonOf, findRuns, loadRuns, none } from './data';
import { goneOf, Head } from './liveblock';

/** Runs side by side, with distances to a baseline. */
export function Compare({ block }: { block: CompareBlock }): JSX.Element {
  const tick = useThrottled(revision.value, 2000);
  const found = useLoad(`${block.key}|${tick}`, (signal) => findRuns(block, signal));
  const { ids, state, isLive } = found.data ?? none;
  const base = ids.includes(block.baseline) ? block.baseline : (ids[0] ?? '');
  const order = [base, ...ids.filter((i) => i !== base)].filter(Boolean);
  const compared = useLoad(`${base}|${state}|${isLive ? tick : ''}`, async (signal) => (order.length > 1 ? { runs: await loadRuns(order), comparison: await comparisonOf(block, order, base, signal) } : null));
  const error = found.error ?? compared.error;
  if (error && !compared.data) return <><Head title={block.title} /><Trouble error={error} again={found.error ? found.again : compared.again} /></>;
  if (!found.data) return <Loading what="the comparison" />;
  const cut = found.data.total > ids.length && block.query !== '' ? `${count(ids.length)} of ${count(found.data.total)} runs` : '';
  const isOff = block.baseline !== '' && !ids.includes(block.baseline);
  return (
    <>
      <Head title={block.title} note={cut}>{!isSaved && order.length > 1 && <a href={href('compare', { run: order, all: block.all ? '1' : undefined })}>Open the comparison</a>}</Head>
      {found.data.gone > 0 && <p class="note">{goneOf(found.data.gone)}</p>}
      {isOff && found.data.gone === 0 && <p class="note">The baseline is none of these runs; the first one is taken. Name it in a line “run:” too.</p>}
      {order.length < 2 ? <p class="note">{order.length === 1 ? 'There is one run; a comparison needs two.' : 'There is no run to compare.'}</p> : compared.data ? <Facts block={block} {...compared.data} /> : <Loading what="the comparison" />}
    </>
  );
}

function Facts({ block, comparison, runs }: { block: CompareBlock; comparison: Comparison; runs: Parameters<typeof DifferenceTable>[0]['runs'] }): JSX.Element {
  const wanted = block.sections.map((s) => s.toLowerCase());
  const unknown = wanted.filter((w) => !comparison.sections.some((s) => s.part.toLowerCase() === w));
  const sections = comparison.sections
    .filter((s) => wanted.length === 0 || wanted.includes(s.part.toLowerCase()))
    .map((s): ShownPart => ({ ...s, rows: s.rows.filter((r) => block.all || r.differs), hidden: s.total - s.rows.length }))
    .filter((s) => s.rows.length > 0);
  return (
    <>
      {unknown.length > 0 && <p class="note">{`There is nothing called ${unknown.map((u) => `“${u}”`).join(', ')} in this comparison. It has ${comparison.sections.map((s) => s.part.toLowerCase()).join(', ')}.`}</p>}
      {comparison.notes.length > 0 && <Notes notes={comparison.notes} />}
      {sections.length === 0 ? <p class="note">{wanted.length > 0 ? 'Nothing differs in these sections.' : alike}</p> : <DifferenceTable sections={sections} runs={runs} at={comparison.baseline} />}
    </>
  );
}
