import type { ComponentType, JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api, isSaved } from '../api';
import { clock, count, duration, size } from '../format';
import { useLoad } from '../hooks';
import { dataHref } from '../lineage/links';
import { CopyButton, Empty, Facts, Loading, Section, Trouble } from '../parts/basics';
import { Later } from '../parts/later';
import { Viewer } from './artifacts';
import type { Column, Line, Run } from '../types';

export function Log({ run, lines: live }: { run: Run; lines: Line[] }): JSX.Element {
  const [find, setFind] = useState('');
  const [only, setOnly] = useState('');
  const [lines, setLines] = useState<Line[]>([]);
  const [cursor, setCursor] = useState<string | null>('');
  const [error, setError] = useState<Error | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const next = (): void => {
    api.log(run.id, cursor ?? '').then((l) => {
      setLines((before) => [...before, ...l.lines]);
      setCursor(l.hasMore ? l.cursor : null);
    }, setError);
  };
  useEffect(next, []);
  // Lines that came since are put behind the last page alone, and those that it has already are not told twice.
  const all = useMemo(() => {
    if (cursor !== null) return lines;
    const nameOf = (l: Line): string => `${l.time} ${l.source} ${l.text}`;
    const known = new Set(lines.slice(-1000).map(nameOf));
    const end = lines[lines.length - 1]?.time ?? 0;
    return [...lines, ...live.filter((l) => l.time >= end && !known.has(nameOf(l)))];
  }, [lines, live.length, cursor]);
  const some = all.filter((l) => (!only || l.source === only) && l.text.toLowerCase().includes(find.toLowerCase()));
  // Who reads the end sees what comes; who has gone back stays there.
  const isAtEnd = useRef(run.status === 'Running');
  useLayoutEffect(() => {
    if (box.current && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [some.length]);
  if (error) return <Trouble error={error} />;
  if (all.length === 0) return cursor === '' ? <Loading what="the log" /> : <Empty title="No log"><p>The run printed nothing, or TrackingOptions.Capture.Console was off.</p></Empty>;
  return (
    <>
      <div class="controls">
        <input type="search" placeholder="Find in the log" aria-label="Find in the log" value={find} onInput={(e) => setFind(e.currentTarget.value)} />
        <span class="segmented" role="group" aria-label="Source">
          {[['', 'All'], ['out', 'Output'], ['error', 'Errors'], ['log', 'Loggers']].map(([id, label]) => <button type="button" key={id} aria-pressed={only === id} onClick={() => setOnly(id!)}>{label}</button>)}
        </span>
        <span class="quiet">{`${count(some.length)} lines`}</span>
      </div>
      <div class="log" ref={box} tabIndex={0} role="log" aria-label="Console" onScroll={(e) => { const at = e.currentTarget; isAtEnd.current = at.scrollTop + at.clientHeight >= at.scrollHeight - 8; }}>
        {some.map((l, i) => (
          <div key={i} class={l.source}><time>{clock(l.time)}</time><span>{l.text}</span></div>
        ))}
      </div>
      {cursor !== null && cursor !== '' && <button type="button" onClick={next}>Show more</button>}
    </>
  );
}

export function Raw({ run }: { run: Run }): JSX.Element {
  const [lines, setLines] = useState<Line[]>([]);
  const [cursor, setCursor] = useState<string | null>('');
  const [error, setError] = useState<Error | null>(null);
  const next = (): void => {
    api.records(run.id, cursor ?? '').then((l) => {
      setLines((before) => [...before, ...l.lines]);
      setCursor(l.hasMore ? l.cursor : null);
    }, setError);
  };
  useEffect(next, []);
  if (error) return <Trouble error={error} />;
  if (lines.length === 0) return <Loading what="records" />;
  return (
    <>
      <p class="quiet">What stands in the journal, in the order it was written. The same as JSON: <code>modeltracking cat {run.id.slice(0, 8)}</code></p>
      <div class="log" tabIndex={0} role="region" aria-label="Records">
        {lines.map((l, i) => <div key={i}><time>{clock(l.time)}</time><span>{l.text}</span></div>)}
      </div>
      {cursor !== null && <button type="button" onClick={next}>Show more</button>}
    </>
  );
}

export function CodeTab({ run }: { run: Run }): JSX.Element {
  if (run.code.length === 0) return <Empty title="No code state"><p>The run was not started inside a git repository, or TrackingOptions.Capture.Git was off.</p></Empty>;
  return (
    <>
      {run.code.map((c, i) => {
        const patch = run.artifacts.find((a) => a.path === c.patch);
        return (
          <Section key={i} title={run.code.length > 1 ? `Process ${i + 1}` : 'State'}>
            <Facts
              facts={[
                ['Commit', c.commit && <span class="mono" key="c">{c.commit}<CopyButton text={c.commit} label="Copy the commit" /></span>],
                ['Message', c.subject],
                ['Branch', c.branch],
                ['Remote', c.remote],
                ['Uncommitted', c.isDirty ? `${count(c.changedFiles)} changed, ${count(c.untrackedFiles)} untracked files` : 'nothing'],
                ['To have it again', c.commit && <code key="g">{`git checkout ${c.commit.slice(0, 10)}${c.patch ? ` && modeltracking patch ${run.id.slice(0, 8)} | git apply` : ''}`}</code>],
              ]}
            />
            {c.leftOut.length > 0 && <details><summary>{`${c.leftOut.length} files are not in the patch`}</summary><ul>{c.leftOut.map((l) => <li key={l}>{l}</li>)}</ul></details>}
            {c.notes.map((n) => <p class="quiet" key={n}>{n}</p>)}
            {patch && <Viewer run={run} artifact={patch} />}
          </Section>
        );
      })}
    </>
  );
}

interface Packages {
  packages?: { name: string; version: string; isDirect?: boolean }[];
}

export function EnvironmentTab({ run }: { run: Run }): JSX.Element {
  const e = run.environments[0];
  const path = e?.packages;
  const { data } = useLoad(`${run.id}-${path ?? ''}`, async () => (path ? (JSON.parse((await api.text(run.id, path)).text) as Packages) : {}));
  const [find, setFind] = useState('');
  if (!e) return <Empty title="No environment"><p>It was not captured: TrackingOptions.Capture.Environment was off.</p></Empty>;
  const packages = (data?.packages ?? []).filter((p) => p.name.toLowerCase().includes(find.toLowerCase()));
  return (
    <div class="columns flow">
      <Section title={run.environments.length > 1 ? `Machine (1 of ${run.environments.length} processes)` : 'Machine'}>
        <Facts facts={e.facts.map((f) => [f.name, f.name === 'Command line' || f.name === 'Working folder' ? <span class="mono" key={f.name}>{f.value}</span> : f.value])} />
        {e.notes.map((n) => <p class="quiet" key={n}>{n}</p>)}
      </Section>
      <Section title="Packages" note={data?.packages ? count(data.packages.length) : ''}>
        {data?.packages && data.packages.length > 0 ? (
          <>
            {data.packages.length > 12 && <input type="search" placeholder="Find a package" aria-label="Find a package" value={find} onInput={(x) => setFind(x.currentTarget.value)} />}
            <table class="plain pairs"><tbody>{packages.map((p) => <tr key={p.name}><th scope="row">{p.name}{p.isDirect ? <small>direct</small> : ''}</th><td class="tabular">{p.version}</td></tr>)}</tbody></table>
          </>
        ) : <p class="quiet">No packages were captured.</p>}
      </Section>
      {run.resources.length > 0 && (
        <Section title="Used">
          {run.resources.map((r, i) => (
            <Facts key={i} facts={[['Duration', duration(r.seconds * 1000)], ['Processor time', duration(r.cpuSeconds * 1000)], ['Peak memory', size(r.peakMemory)], ['Allocated', size(r.allocated)], ['Collections', count(r.collections)], ['Pauses', duration(r.pauseSeconds * 1000)], ['Peak GPU memory', r.peakGpuMemory ? size(r.peakGpuMemory) : null]]} />
          ))}
        </Section>
      )}
      {e.variables.length > 0 && <Section title="Variables" note={count(e.variables.length)}><Facts facts={e.variables.map((f) => [f.name, f.value])} /></Section>}
    </div>
  );
}

const Columns = ({ columns, title }: { columns: Column[]; title: string }): JSX.Element | null => columns.length === 0 ? null : (
  <table class="plain">
    <caption>{title}</caption>
    <thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Shape</th></tr></thead>
    <tbody>{columns.slice(0, 200).map((c) => <tr key={c.name}><th scope="row">{c.name}</th><td>{c.type}</td><td class="quiet">{c.shape ?? ''}</td></tr>)}</tbody>
  </table>
);

const lineage = (): Promise<ComponentType<any>> => import('../lineage/graph').then((m) => m.LineageGraph as ComponentType<any>);

export function DataTab({ run }: { run: Run }): JSX.Element {
  if (run.datasets.length + run.models.length === 0) return <Empty title="No data, no model"><p>Log them with run.LogDataset("train", "train.csv") and run.LogModel("classifier", "model.zip").</p></Empty>;
  return (
    <>
      <div class="columns">
        {run.models.map((m) => (
          <Section key={`${m.name}-${m.step}`} title={m.name} note={m.step !== undefined ? `model · step ${m.step}` : 'model'}>
            <Facts facts={[['Flavour', m.flavor], ['Files', m.path], ...Object.entries(m.metadata)]} />
            <Columns columns={m.inputs} title="Inputs" />
            <Columns columns={m.outputs} title="Outputs" />
          </Section>
        ))}
        {run.datasets.map((d) => (
          <Section key={d.name + d.context} title={d.name} note={['dataset', d.context].filter(Boolean).join(' · ')} actions={!isSaved && <a href={dataHref(d.digest, d.name)}>Who else used it<span class="hidden">{` ${d.name}`}</span></a>}>
            <Facts facts={[['Digest', <span class="mono" key="d">{d.digest}</span>], ['Rows', d.rows !== undefined ? count(d.rows) : null], ['Size', d.bytes !== undefined ? size(d.bytes) : null], ['Source', d.source]]} />
            <Columns columns={d.columns} title="Columns" />
          </Section>
        ))}
      </div>
      {!isSaved && <Section title="What came of it"><Later page={lineage} of={{ run: run.id }} none="The run used no data, and no version of a model was made from it." /></Section>}
    </>
  );
}
