import type { JSX } from 'preact';
import { ago, time } from '../format';
import { href } from '../url';
import type { Alert } from '../types';

const names: Record<string, string> = {
  'watchdog.nan': 'Not a number',
  'watchdog.infinity': 'Infinite',
  'watchdog.plateau': 'No longer better',
  'watchdog.silence': 'Silent',
  'watchdog.memory': 'Memory',
  'watchdog.gpu-idle': 'GPU idle',
};

/** What an event is called for people. */
export const nameOf = (kind: string): string => names[kind] ?? kind.replace(/^(watchdog|trouble)\./, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/^./, (c) => c.toUpperCase());

/** Warnings and errors of runs, one below the other. */
export function AlertList({ alerts }: { alerts: Alert[] }): JSX.Element {
  return (
    <ul class="alerts">
      {alerts.map((a, i) => (
        <li key={i} class={a.severity.toLowerCase()}>
          <span class="what"><b title={a.kind}>{`${a.severity === 'Error' ? 'Error: ' : ''}${nameOf(a.kind)}`}</b> {a.message}{a.step !== undefined && <span class="quiet">{` (step ${a.step})`}</span>}</span>
          <span class="quiet where"><a href={href(`runs/${a.run}`)}>{a.runName}</a>{` in ${a.experiment}, `}<time title={time(a.time)}>{ago(a.time)}</time></span>
        </li>
      ))}
    </ul>
  );
}
