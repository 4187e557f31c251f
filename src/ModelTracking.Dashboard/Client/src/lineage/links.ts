import { href } from '../url';

/** The page of a dataset: known by its digest, or by its name where it has none. */
export const dataHref = (digest: string, name: string): string => href('data', digest ? { digest } : { dataset: name });
