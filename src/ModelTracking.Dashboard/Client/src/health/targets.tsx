import type { JSX } from 'preact';
import { ago, count, plural, time } from '../format';
import { Section } from '../parts/basics';
import type { Target } from '../types';

/** The places that runs are sent to, and what waits for each. */
export function Targets({ targets }: { targets: Target[] }): JSX.Element {
  return (
    <Section title="Sent to" note={targets.length > 0 ? count(targets.length) : ''}>
      {targets.length === 0 ? <p class="quiet">Nowhere: runs stay in this store. <code>modeltracking sync</code> sends them to MLflow, Databricks or Azure ML.</p> : (
        <ul class="targets">
          {targets.map((t) => (
            <li key={t.name}>
              <h3>{t.name}</h3>
              <p class={t.waiting > 0 ? 'waits' : 'quiet'}>
                {t.waiting > 0
                  ? `${plural(t.waiting, 'run')} wait${t.waiting === 1 ? 's' : ''}${t.waitingSince ? ` since ${ago(t.waitingSince)}` : ''}: ${plural(t.records, 'record')}${t.artifacts > 0 ? ` and ${plural(t.artifacts, 'artifact')}` : ''} to be sent.`
                  : 'Everything that has ended is there.'}
              </p>
              <p class="quiet">{[`${plural(t.complete, 'run')} there whole`, t.running > 0 && `${count(t.running)} still running`, t.lastSent && `last sent ${ago(t.lastSent)}`].filter(Boolean).join(', ')}{t.lastSent ? <span class="hidden">{time(t.lastSent)}</span> : null}</p>
              {t.refused > 0 && <p class="quiet">{`${plural(t.refused, 'record')} refused there; `}<code>modeltracking replicas</code> tells which.</p>}
              {t.lastError && <p class="note bad">{t.lastError}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
