// The whole state of a page stands in its address: reloading, going back and sending the link all give the same view.
import { signal } from '@preact/signals';

export interface Route {
  path: string[];
  query: URLSearchParams;
}

/** Where the dashboard stands on its server, with a slash at the end. */
export const base = new URL(document.baseURI).pathname;

function read(): Route {
  const rest = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : '';
  return { path: rest.split('/').filter((p) => p.length > 0).map(decodeURIComponent), query: new URLSearchParams(location.search) };
}

export const route = signal<Route>(read());

/** Asked before a page is left, with the way that goes on; null where nothing would be lost. */
export const leaving: { ask: ((on: () => void) => void) | null } = { ask: null };

let here = location.href;
const isElsewhere = (address: string): boolean => new URL(address, document.baseURI).pathname !== new URL(here).pathname;

addEventListener('popstate', () => {
  const to = location.href;
  if (leaving.ask && isElsewhere(to)) {
    history.pushState(null, '', here);
    leaving.ask(() => go(to));
    return;
  }
  here = to;
  route.value = read();
});

export function href(path: string, query?: Record<string, string | string[] | undefined>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : value ? [value] : []) params.append(key, one);
  }
  const text = params.toString();
  return base + path + (text ? `?${text}` : '');
}

export function go(to: string, replace = false): void {
  if (leaving.ask && isElsewhere(to)) {
    leaving.ask(() => go(to, replace));
    return;
  }
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  here = location.href;
  route.value = read();
  if (!replace) scrollTo(0, 0);
}

/** Sets values of the address; an empty one is taken out. What is typed replaces, what is chosen adds a step to go back. */
export function set(values: Record<string, string | string[] | null>, replace = true): void {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(values)) {
    query.delete(key);
    for (const one of Array.isArray(value) ? value : value ? [value] : []) query.append(key, one);
  }
  const text = query.toString();
  go(location.pathname + (text ? `?${text}` : ''), replace);
}

/** Follows links of the dashboard without loading the page again. */
export function follow(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute('download') || link.origin !== location.origin || !link.pathname.startsWith(base)) return;
  if (link.pathname.startsWith(`${base}api/`) || link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  go(link.href);
}
