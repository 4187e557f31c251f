// Follows the store and runs. Each event carries a cursor; after a break the browser goes on from the last one it saw.
import { signal } from '@preact/signals';
import { address } from './api';

export const isConnected = signal(true);

interface Handlers {
  [event: string]: (data: any) => void;
}

/** Opens a stream, lets go of it while nobody looks at the page, and takes it up again from its cursor. */
export function stream(path: string, after: string, handlers: Handlers): () => void {
  let source: EventSource | null = null;
  let cursor = after;
  let ended = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    if (source || ended || document.hidden) return;
    source = new EventSource(address(path, { after: cursor }));
    source.onopen = () => (isConnected.value = true);
    source.onerror = () => {
      isConnected.value = false;
      // The browser tries again by itself, but not after an answer that is no stream, and it would ask with the first cursor.
      source?.close();
      source = null;
      clearTimeout(retry);
      retry = setTimeout(open, 1000);
    };
    for (const [event, handle] of Object.entries(handlers)) {
      source.addEventListener(event, (message) => {
        cursor = (message as MessageEvent).lastEventId || cursor;
        handle(JSON.parse((message as MessageEvent).data));
        if (event === 'end') close();
      });
    }
  };

  const visibility = (): void => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else {
      open();
    }
  };

  const close = (): void => {
    ended = true;
    clearTimeout(retry);
    source?.close();
    source = null;
    document.removeEventListener('visibilitychange', visibility);
  };

  document.addEventListener('visibilitychange', visibility);
  open();
  return close;
}
