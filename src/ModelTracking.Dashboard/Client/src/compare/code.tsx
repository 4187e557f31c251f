// How the code of runs differs: commits, uncommitted changes file by file, and committed versions where runs have them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api, isSaved } from '../api';
import { count, plural } from '../format';
import { useLoad } from '../hooks';
import { CopyButton, Loading, Section, Trouble } from '../parts/basics';
import { DiffView } from '../parts/diff';
import { Patch } from '../run/patch';
import { href } from '../url';
import type { Comparison, Run } from '../types';

export function CompareCode({ comparison, runs }: { comparison: Comparison; runs: Run[] }): JSX.Element {
  const base = runs[comparison.baseline]!;
  const others = runs.filter((r) => r !== base);
  return (
    <>
      <Section title={base.name} note={`baseline, ${place(base)}`}><Whole run={base} /></Section>
      {others.map((run) => <Against key={run.id} run={run} base={base} comparison={comparison} />)}
    </>
  );
}

const commitOf = (run: Run): string => run.code[run.code.length - 1]?.commit ?? '';

function place(run: Run): string {
  const code = run.code[run.code.length - 1];
  return code?.commit ? `${code.commit.slice(0, 10)}${code.branch ? ` on ${code.branch}` : ''}${code.isDirty ? ' with changes' : ''}` : 'no commit was captured';
}

function Against({ run, base, comparison }: { run: Run; base: Run; comparison: Comparison }): JSX.Element {
  const files = comparison.code.filter((c) => c.run === run.id);
  const [from, to] = [commitOf(base), commitOf(run)];
  const command = `git diff ${from.slice(0, 12)} ${to.slice(0, 12)}`;
  return (
    <Section title={run.name} note={place(run)}>
      {from && to && from !== to && <p>Another commit than the baseline’s: <code>{command}</code><CopyButton text={command} label="Copy the command" /></p>}
      {from && from === to && <p class="quiet">The same commit as the baseline.</p>}
      {files.length === 0 ? <p class="quiet">{run.code.length === 0 ? 'No code state was captured.' : 'No uncommitted change differs from the baseline’s.'}</p> : (
        <>
          <p class="quiet">{`The uncommitted changes of ${plural(files.length, 'file')} differ. Lines with + are in this run’s changes alone, with − in the baseline’s.`}</p>
          {files.map((f) => (
            <details key={f.path} open={files.length <= 5}>
              <summary class="mono">{f.path}</summary>
              <Patch text={f.lines.join('\n')} />
              {f.total > f.lines.length && <p class="quiet">{`Showing ${count(f.lines.length)} of ${count(f.total)} lines.`}</p>}
            </details>
          ))}
        </>
      )}
      {!isSaved && <Versions run={run} base={base} />}
      <Whole run={run} />
    </Section>
  );
}

/** What was committed to the store for both runs: sources, data, configuration, model. */
function Versions({ run, base }: { run: Run; base: Run }): JSX.Element | null {
  const { data } = useLoad(`${base.id}-${run.id}`, () => api.runVersions(base.id, run.id));
  if (!data?.diff) return null;
  return <details><summary>{`What was committed with them: ${plural(data.diff.total, 'change')}`}</summary><DiffView diff={data.diff} /></details>;
}

/** The whole patch, when somebody asks for it. */
function Whole({ run }: { run: Run }): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  const code = run.code[run.code.length - 1];
  const path = code?.patch;
  const { data, error } = useLoad(isOpen ? `${run.id}-${path}` : '', async () => (isOpen && path ? (await api.text(run.id, path)).text : ''));
  if (!code) return <p class="quiet">No code state was captured; see <a href={href(`runs/${run.id}`, { tab: 'environment' })}>its environment</a>.</p>;
  if (!path) return <p class="quiet">{code.isDirty ? 'Its changes were not stored.' : 'Nothing was uncommitted.'}</p>;
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>Its whole patch</summary>
      {isOpen && (error ? <Trouble error={error} /> : data ? <Patch text={data} /> : <Loading />)}
    </details>
  );
}
