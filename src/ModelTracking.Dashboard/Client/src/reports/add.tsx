import type { ComponentType, JSX } from 'preact';
import { isSaved } from '../api';
import { Icon } from '../parts/basics';
import { Later } from '../parts/later';
import { Popover } from '../parts/menu';
import { about } from '../store';
import type { Source } from './things';

const panel = (): Promise<ComponentType<any>> => import('./addpanel').then((m) => m.AddPanel as ComponentType<any>);

/** Puts what is on screen into a report, as a block that stays live. */
export function AddToReport({ source, experiment }: { source: () => Source; experiment: string }): JSX.Element | null {
  if (isSaved || !about.value?.keepsViews || !about.value.canWrite) return null;
  return (
    <Popover label={<><Icon name="report" /> Add to a report</>} title="Put this into a report, where it stays live" side="right">
      {() => <Later page={panel} source={source()} experiment={experiment} />}
    </Popover>
  );
}
