import type { JSX } from 'preact';
import { useLoad } from '../hooks';
import { Loading, Trouble } from '../parts/basics';
import { Content } from '../run/artifacts';
import { href } from '../url';
import type { ArtifactBlock } from './blocks';
import { oneRun, whyNotShown } from './data';
import { gone, Head } from './liveblock';

/** An artifact of a run, as the run's page shows it. */
export function OneArtifact({ block }: { block: ArtifactBlock }): JSX.Element {
  const { data, error, again } = useLoad(block.key, () => oneRun(block).then((run) => ({ run })));
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what={block.path} />;
  const { run } = data;
  if (!run) return <p class="note">{gone}</p>;
  const artifact = run.artifacts.find((a) => a.path === block.path);
  if (!artifact) return <p class="note">{`${run.name} has no artifact “${block.path}”. Its page lists what it has.`}</p>;
  const why = whyNotShown(run.id, artifact);
  return (
    <>
      {block.title && <Head title={block.title} />}
      {why ? <p class="note">{why}</p> : <Content run={run} artifact={artifact} />}
      <p class="under quiet"><a href={href(`runs/${run.id}`, { tab: 'artifacts', path: artifact.path })}>{artifact.path}</a>{` of ${run.name}${artifact.step !== undefined ? `, step ${artifact.step}` : ''}`}{artifact.caption && ` · ${artifact.caption}`}</p>
    </>
  );
}
