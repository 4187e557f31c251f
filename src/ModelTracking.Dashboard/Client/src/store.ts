// What all pages share: what the server is, the fields that a query may name, and whether something has changed.
import { computed, signal } from '@preact/signals';
import { api, type Problem } from './api';
import { stream } from './live';
import type { About, Experiments } from './types';

export const about = signal<About | null>(null);
export const trouble = signal<Problem | null>(null);
export const fields = signal<string[]>([]);
/** Those by which runs fall into groups: what is the same for several of them, and not measured. */
export const groupable = computed(() => fields.value.filter((f) => /^(params|tags|git|env)\./.test(f)));
export const experiments = signal<Experiments | null>(null);

/** Counts up whenever runs have changed; `changedRuns` are those of the last change. */
export const revision = signal(0);

const load = async (): Promise<void> => {
  const [f, e] = await Promise.all([api.fields(), api.experiments()]);
  fields.value = f.fields;
  experiments.value = e;
};

// What changes without a sign of life (an edit of a run that ended) is seen when somebody comes back to the page.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) revision.value++;
});

let pending: ReturnType<typeof setTimeout> | undefined;

export async function start(): Promise<void> {
  try {
    about.value = await api.about();
    await load();
    trouble.value = null;
  } catch (error) {
    trouble.value = error as Problem;
    setTimeout(start, 2000);
    return;
  }
  stream('live', '', {
    store: () => {
      revision.value++;
      clearTimeout(pending);
      pending = setTimeout(() => load().catch(() => undefined), 400);
    },
  });
}
