// Takes the place of url.ts in a saved page: pages of the file stand behind its '#', so that it works from a disk.
import { signal } from '@preact/signals';
import { saved } from './data';

export interface Route {
  path: string[];
  query: URLSearchParams;
}

export const base = '#';

function read(): Route {
  const [path = '', query = ''] = (location.hash.slice(1) || saved.page).split('?');
  return { path: path.split('/').filter((p) => p.length > 0).map(decodeURIComponent), query: new URLSearchParams(query) };
}

export const route = signal<Route>(read());
addEventListener('hashchange', () => (route.value = read()));

export function href(path: string, query?: Record<string, string | string[] | undefined>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : value ? [value] : []) params.append(key, one);
  }
  const text = params.toString();
  return `#${path}${text ? `?${text}` : ''}`;
}

export function go(to: string): void {
  location.hash = to.slice(to.indexOf('#'));
}

export function set(values: Record<string, string | string[] | null>): void {
  const { path, query } = route.value;
  for (const [key, value] of Object.entries(values)) {
    query.delete(key);
    for (const one of Array.isArray(value) ? value : value ? [value] : []) query.append(key, one);
  }
  const text = query.toString();
  location.hash = `#${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}
