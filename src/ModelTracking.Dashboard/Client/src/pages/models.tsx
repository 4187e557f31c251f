import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api, type Problem } from '../api';
import { ago, count, plural, size, time } from '../format';
import { useLoad } from '../hooks';
import { LineageGraph } from '../lineage/graph';
import { Empty, Facts, Loading, Section, Trouble } from '../parts/basics';
import { CommitDiff, CommitGraph } from '../parts/commits';
import { Comments } from '../parts/comments';
import { DiffView } from '../parts/diff';
import { Dialog } from '../parts/dialog';
import { Popover } from '../parts/menu';
import { Tabs } from '../parts/tabs';
import { about } from '../store';
import { href, route, set } from '../url';
import type { Commit, Model, ModelVersion } from '../types';

export function ModelsPage(): JSX.Element {
  const { data, error, again } = useLoad('models', api.models);
  useEffect(() => {
    document.title = 'Models · ModelTracking';
  }, []);
  return (
    <main id="main" class="page">
      <header class="title"><h1>Models</h1>{data && <span class="quiet">{plural(data.length, 'registered model')}</span>}</header>
      {error && !data ? <Trouble error={error} again={again} /> : !data ? <Loading what="models" /> : data.length === 0 ? (
        <Empty title="No registered models"><p>Register the artifact of a run as the first version:</p><pre>client.Models.Register("churn", summary, "model.zip");</pre></Empty>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Models">
          <table class="plain wide">
            <thead><tr><th scope="col">Model</th><th scope="col" class="number">Versions</th><th scope="col">Aliases</th><th scope="col">Stages</th><th scope="col">Latest</th></tr></thead>
            <tbody>
              {data.map((m) => (
                <tr key={m.name}>
                  <th scope="row"><a href={href(`models/${encodeURIComponent(m.name)}`)}>{m.name}</a>{m.description && <small>{m.description}</small>}</th>
                  <td class="number">{count(m.versions.length)}</td>
                  <td>{m.aliases.filter((a) => a.version > 0).map((a) => <span class="badge" key={a.name}>{`${a.name} → ${a.version}`}</span>)}</td>
                  <td>{[...new Set(m.versions.map((v) => v.stage))].filter((s) => s !== 'None').map((s) => <span class="badge plain" key={s}>{s}</span>)}</td>
                  <td class="quiet">{m.versions[0] ? `version ${m.versions[0].number} by ${m.versions[0].by}, ${ago(m.versions[0].time)}` : 'none'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}

export function ModelPage({ name }: { name: string }): JSX.Element {
  const { data, error, again } = useLoad(name, () => api.model(name));
  const asked = route.value.query.get('tab') ?? 'versions';
  useEffect(() => {
    document.title = `${name} · ModelTracking`;
  }, [name]);
  if (error && !data) return <main id="main" class="page"><Trouble error={error} again={again} /><p><a href={href('models')}>All models</a></p></main>;
  if (!data) return <main id="main" class="page"><Loading what="the model" /></main>;
  const tabs = [{ id: 'versions', label: 'Versions', count: data.versions.length }, { id: 'compare', label: 'Compare versions' }, { id: 'graph', label: 'Graph' }, { id: 'lineage', label: 'Lineage' }, { id: 'history', label: 'History', count: data.history?.length }, { id: 'comments', label: 'Comments', count: data.comments.length || undefined }];
  const tab = tabs.some((t) => t.id === asked) ? asked : 'versions';
  return (
    <main id="main" class="page">
      <nav class="crumbs" aria-label="Where this is"><a href={href('models')}>Models</a></nav>
      <header class="title"><h1>{data.name}</h1>{data.aliases.filter((a) => a.version > 0).map((a) => <span class="badge" key={a.name} title={a.rule ? `Rule: ${a.rule}` : undefined}>{`${a.name} → version ${a.version}`}</span>)}</header>
      {data.description && <p class="description">{data.description}</p>}
      <Tabs tabs={tabs} current={tab} label="Parts of the model" />
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={-1}>
        {tab === 'versions' && <Versions model={data} again={again} />}
        {tab === 'comments' && <Comments comments={data.comments} others={(c) => (c.version ? <span class="quiet">{` on version ${c.version}`}</span> : null)} add={async (text) => (await api.changeModel(data.name, 'comment', { comment: text })).comments} />}
        {tab === 'compare' && <CompareVersions model={data} />}
        {tab === 'graph' && <VersionGraph model={data} />}
        {tab === 'lineage' && <LineageGraph of={{ model: data.name }} none="The model has no versions." />}
        {tab === 'history' && (
          <ol class="timeline">{data.history?.map((e) => <li key={e.number}><time class="quiet tabular">{time(e.time)}</time><span><b>{e.by}</b> {e.text}</span></li>)}</ol>
        )}
      </div>
    </main>
  );
}

type Action = 'alias' | 'stage' | 'request-approval' | 'approve' | 'reject' | 'describe' | 'rollback';

function Versions({ model, again }: { model: Model; again: () => void }): JSX.Element {
  const [action, setAction] = useState<{ kind: Action; version?: ModelVersion; alias?: string } | null>(null);
  const canWrite = about.value?.canWrite === true;
  const rules = model.aliases.filter((a) => a.rule);
  return (
    <>
      {(rules.length > 0 || (canWrite && model.aliases.length > 0)) && (
        <ul class="rules">
          {model.aliases.map((a) => (
            <li key={a.name}><b>{a.name}</b> {a.version > 0 ? `points to version ${a.version}` : 'points nowhere'}{a.rule && <span class="quiet">{`needs ${a.rule}`}</span>}
              {canWrite && a.version > 0 && <button type="button" class="link" onClick={() => setAction({ kind: 'rollback', alias: a.name })}>Roll back …</button>}
            </li>
          ))}
        </ul>
      )}
      {model.versions.map((v) => (
        <div class="card version" key={v.number}><Section
          title={`Version ${v.number}`}
          note={<>{v.aliases.map((a) => <span class="badge" key={a}>{a}</span>)}{v.stage !== 'None' && <span class="badge plain">{v.stage}</span>}<span>{`by ${v.by}, ${ago(v.time)}`}</span></>}
          actions={canWrite && (
            <Popover label={<>Change<span class="hidden">{` version ${v.number}`}</span></>} side="right">
              {(close) => (
                <div class="picker actions">
                  {(['alias', 'stage', 'request-approval', 'approve', 'reject', 'describe'] as const).map((kind) => <button type="button" class="item" key={kind} onClick={() => { close(); setAction({ kind, version: v }); }}>{`${titles[kind]} …`}</button>)}
                </div>
              )}
            </Popover>
          )}
        >
          {v.description && <p>{v.description}</p>}
          <div class="facts-of-version">
            <Facts facts={[
              ['Commit', <span key="c"><a class="mono" href={href(`models/${encodeURIComponent(model.name)}`, { tab: 'graph', after: v.commit })}>{v.commit.slice(0, 10)}</a>{v.message && <span class="quiet">{` ${v.message.split('\n')[0]}`}</span>}</span>],
              ['Run', v.run && <a key="r" href={href(`runs/${v.run}`)}>{v.run.slice(0, 8)}</a>],
              ['Registered', time(v.time)],
              ...Object.entries(v.tags).map(([k, t]) => [k, t] as [string, string]),
            ]} />
            {v.metrics && v.metrics.length > 0 && <Facts facts={v.metrics.slice(0, 12).map((m) => [m.name, <span class="tabular" key={m.name}>{m.value}</span>])} />}
            {v.files && v.files.length > 0 && <Facts facts={v.files.map((f) => [f.name, <span class="tabular" key={f.name}>{size(Number(f.value))}</span>])} />}
          </div>
          {v.approvals.length > 0 && <ul class="approvals">{v.approvals.map((a) => <li key={a.by} class={a.isApproved ? 'better' : 'worse'}>{`${a.by} ${a.isApproved ? 'approved' : 'rejected'} it, ${ago(a.time)}${a.comment ? `: ${a.comment}` : ''}`}</li>)}</ul>}
        </Section></div>
      ))}
      {action && <Change model={model} {...action} onDone={() => { setAction(null); again(); }} onClose={() => setAction(null)} />}
    </>
  );
}

const titles: Record<Action, string> = { alias: 'Point an alias here', stage: 'Move to a stage', 'request-approval': 'Ask for approval', approve: 'Approve', reject: 'Reject', describe: 'Describe', rollback: 'Roll back' };

function Change({ model, kind, version, alias, onDone, onClose }: { model: Model; kind: Action; version?: ModelVersion; alias?: string; onDone: () => void; onClose: () => void }): JSX.Element {
  const [name, setName] = useState(kind === 'stage' ? 'Staging' : (alias ?? 'champion'));
  const [comment, setComment] = useState(kind === 'describe' ? (version?.description ?? '') : '');
  const [error, setError] = useState<Problem | null>(null);
  const needsComment = kind === 'reject' || kind === 'rollback';
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      await api.changeModel(model.name, kind, { version: version?.number, alias: kind === 'alias' || kind === 'rollback' ? name : undefined, stage: kind === 'stage' ? name : undefined, ...(kind === 'describe' ? { description: comment } : { comment: comment || undefined }) });
      onDone();
    } catch (problem) {
      setError(problem as Problem);
    }
  };
  return (
    <Dialog title={`${titles[kind]}: ${model.name}${version ? ` version ${version.number}` : ''}`} onClose={onClose}>
      <form class="form" onSubmit={send}>
        {kind === 'alias' && <label>Alias<input required value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>}
        {kind === 'stage' && <label>Stage<select value={name} onChange={(e) => setName(e.currentTarget.value)}>{['None', 'Staging', 'Production', 'Archived'].map((s) => <option key={s}>{s}</option>)}</select></label>}
        {kind === 'rollback' && <p>{`“${alias}” goes back to the version it pointed to before.`}</p>}
        <label>{kind === 'describe' ? 'Description' : needsComment ? 'Why (stands in the history)' : 'Comment'}<textarea rows={3} required={needsComment || kind === 'describe'} value={comment} onInput={(e) => setComment(e.currentTarget.value)} /></label>
        {error && <p class="note bad" role="alert">{error.message}</p>}
        <div class="row"><button type="submit" class="primary">{titles[kind]}</button><button type="button" onClick={onClose}>Cancel</button></div>
      </form>
    </Dialog>
  );
}

function CompareVersions({ model }: { model: Model }): JSX.Element {
  const numbers = model.versions.map((v) => v.number);
  const q = route.value.query;
  const after = Number(q.get('to')) || numbers[0] || 0;
  const before = Number(q.get('from')) || numbers[1] || 0;
  const { data, error } = useLoad(`${model.name}-${before}-${after}`, () => (before && after ? api.modelDiff(model.name, before, after) : Promise.resolve({ changes: [], total: 0 })));
  if (numbers.length < 2) return <Empty title="One version is no comparison"><p>Register a second one.</p></Empty>;
  const choose = (label: string, param: string, value: number): JSX.Element => <label>{label} <select value={value} onChange={(e) => set({ [param]: e.currentTarget.value })}>{numbers.map((n) => <option key={n} value={n}>{`version ${n}`}</option>)}</select></label>;
  return (
    <>
      <div class="controls">{choose('From', 'from', before)}{choose('To', 'to', after)}</div>
      {error ? <Trouble error={error} /> : data ? <DiffView diff={data} /> : <Loading />}
    </>
  );
}

/** The commits that versions were made from, with their branches and merges. */
function VersionGraph({ model }: { model: Model }): JSX.Element {
  const { data, error, again } = useLoad(model.name, () => api.history(model.name));
  const q = route.value.query;
  const [before, after] = [q.get('before') ?? '', q.get('after') ?? ''];
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="the graph" />;
  const badges = (commit: Commit): JSX.Element[] => model.versions.filter((v) => v.commit === commit.id).map((v) => <span class="badge version" key={v.number}>{`version ${v.number}${v.aliases.length ? ` · ${v.aliases.join(', ')}` : ''}`}</span>);
  return (
    <>
      <CommitGraph history={data} before={before} after={after} badges={badges} />
      {data.hasMore && <p class="note">Only the newest commits are shown; “modeltracking log” lists all.</p>}
      {before && after && <CommitDiff name={model.name} before={before} after={after} />}
    </>
  );
}
