// Views that people have saved: which there are, and which one is open.
import { signal } from '@preact/signals';
import { api } from '../api';
import { base, route } from '../url';
import type { SavedView } from '../types';

export const views = signal<SavedView[] | null>(null);

export const loadViews = async (): Promise<SavedView[]> => (views.value = await api.views());

/** The address of a page as a view keeps it: without what is selected, and without the name of the view. */
export function addressOf(page: string): string {
  const query = new URLSearchParams(route.value.query);
  query.delete('saved');
  if (page === '') query.delete('run');
  const text = query.toString();
  return `${page}?${text}`;
}

/** Equal for addresses that show the same. */
export function essence(address: string): string {
  const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
  return [...query].map(([k, v]) => `${k}=${v}`).sort().join('&');
}

/** Opens a view, and tells in the address which one it is. */
export const hrefOf = (view: SavedView): string => `${base}${view.address}${view.address.endsWith('?') ? '' : '&'}saved=${view.id}`;

/** An address that always leads to the view as it is then. */
export const linkTo = (view: SavedView): string => `${location.origin}${base}${view.address.slice(0, view.address.indexOf('?'))}?saved=${view.id}`;
