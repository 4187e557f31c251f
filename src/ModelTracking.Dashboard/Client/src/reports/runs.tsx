import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isSaved, type Problem } from '../api';
import { count } from '../format';
import { useThrottled } from '../hooks';
import { Trouble } from '../parts/basics';
import { RunTable } from '../runs/table';
import { revision } from '../store';
import { href } from '../url';
import type { Rows } from '../types';
import type { RunsBlock } from './blocks';
import { isInFile, rowsOf } from './data';
import { Head } from './liveblock';

/** The height of the table's head and of one row. */
const [headHeight, rowHeight, mostRows] = [40, 33, 12];

/** The list of runs that a query finds, in one's own order. */
export function Runs({ block }: { block: RunsBlock }): JSX.Element {
  const tick = useThrottled(revision.value, 1000);
  const [sort, setSort] = useState(block.sort);
  const [rows, setRows] = useState<Rows | null>(null);
  const [error, setError] = useState<Problem | null>(null);
  const columns = block.columns.join(', ');
  const shown = Math.min(block.limit, rows?.total ?? block.limit);
  const experiments = new Set(rows?.rows.slice(0, block.limit).map((r) => r[2]));
  return (
    <>
      <Head title={block.title} note={rows && rows.total > shown ? `${count(shown)} of ${count(rows.total)} runs` : ''}>
        {!isSaved && <a href={href('', { q: block.query, columns: block.columns.join('\n'), sort, nested: '1' })}>Open as list</a>}
      </Head>
      {error && <Trouble error={error} />}
      {rows?.total === 0 && !error ? <p class="note">No run matches the query of this table.</p> : !error || rows ? (
        <div class="livegrid" style={{ height: `${headHeight + rowHeight * Math.max(1, Math.min(mostRows, shown)) + 16}px` }}>
          <RunTable query={{ q: block.query, experiment: '', columns, sort, nested: '' }} revision={tick} most={block.limit} from={rowsOf(block)} isThere={isInFile} showExperiment={experiments.size > 1} onSort={setSort} onLoaded={setRows} onError={setError} />
        </div>
      ) : null}
    </>
  );
}
