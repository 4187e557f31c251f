import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Loading } from './basics';

const known = new Map<unknown, ComponentType<any>>();

/** A part whose code comes when it is first shown. */
export function Later({ page, waiting, ...props }: { page: () => Promise<ComponentType<any>>; waiting?: JSX.Element; [prop: string]: unknown }): JSX.Element {
  const [, draw] = useState(0);
  useEffect(() => {
    if (!known.has(page)) page().then((c) => { known.set(page, c); draw((d) => d + 1); });
  }, [page]);
  const Part = known.get(page);
  return Part ? <Part {...props} /> : (waiting ?? <Loading />);
}
