import type { JSX } from 'preact';
import { CurveControls, CurveGrid, type Scope } from '../parts/curves';
import { groupable } from '../store';
import { MetricControls } from '../parts/metrics';

/** Curves of the groups of all runs that the query finds. */
export function GroupCurves({ scope, by, revision }: { scope: Scope; by: string; revision: number }): JSX.Element {
  return (
    <div class="scroll fill padded" tabIndex={0} role="region" aria-label="Curves of the groups">
      <MetricControls grouped><CurveControls by={by} fields={groupable.value} /></MetricControls>
      <CurveGrid scope={scope} by={by} revision={revision} />
    </div>
  );
}
