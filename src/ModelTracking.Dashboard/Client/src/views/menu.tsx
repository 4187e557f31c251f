import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isSaved } from '../api';
import { Icon } from '../parts/basics';
import { Later } from '../parts/later';
import { Popover } from '../parts/menu';
import { about } from '../store';
import { go, route, set } from '../url';
import { addressOf, essence, hrefOf, loadViews, views } from './state';

const panel = (): Promise<ComponentType<any>> => import('./panel').then((m) => m.ViewPanel as ComponentType<any>);

/** Opens and saves views of a page; tells which one is open, and whether it was changed since. */
export function ViewMenu({ page }: { page: '' | 'compare' }): JSX.Element | null {
  const keeps = !isSaved && about.value?.keepsViews === true;
  const query = route.value.query;
  const id = query.get('saved');
  const isAlone = [...query.keys()].every((k) => k === 'saved');
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    setGone(false);
    if (!keeps || !id) return;
    loadViews().then((all) => {
      const view = all.find((v) => v.id === id);
      if (!view) setGone(true);
      else if (isAlone && !view.address.endsWith('?')) go(hrefOf(view), true);
    }, () => undefined);
  }, [id, keeps]);
  if (!keeps) return null;
  const open = id ? views.value?.find((v) => v.id === id) : undefined;
  const isChanged = open !== undefined && essence(open.address) !== essence(addressOf(page));
  return (
    <>
      {isGone && id && <span class="chip" role="status"><span>This view was deleted or is not yours</span><button type="button" class="bare" aria-label="Go on without it" onClick={() => set({ saved: null })}><Icon name="close" /></button></span>}
      <Popover label={<><Icon name="bookmark" /> {open ? <><span class="viewname">{open.name}</span>{isChanged && <span class="quiet"> · changed</span>}</> : 'Views'}</>} title="Open or save a view" side="right">
        {(close) => <Later page={panel} page_={page} open={open} isChanged={isChanged} close={close} />}
      </Popover>
    </>
  );
}
