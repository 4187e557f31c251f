import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { api } from '../api';
import { plural } from '../format';
import { useLoad, useWidth } from '../hooks';
import { Icon, Loading, Trouble } from '../parts/basics';
import { dataHref } from './links';
import { href } from '../url';
import type { Lineage, LineageNode } from '../types';
import { box, kin, place } from './place';

const icons: Record<LineageNode['kind'], string> = { data: 'data', run: 'run', runs: 'run', version: 'version', alias: 'bookmark', stage: 'stage' };
const words: Record<LineageNode['kind'], string> = { data: 'data', run: 'run', runs: '', version: 'version', alias: 'alias', stage: 'stage' };

/** What the lineage is of; nothing for all models. */
export interface LineageOf {
  digest?: string;
  dataset?: string;
  run?: string;
  model?: string;
}

/** What came of what: data, runs, versions, and what those are in use as. */
export function LineageGraph({ of, none }: { of: LineageOf; none: string }): JSX.Element {
  const { data, error, again } = useLoad(JSON.stringify(of), () => api.lineage({ ...of }));
  if (error && !data) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="the lineage" />;
  if (data.nodes.length < 2) return <p class="quiet">{none}</p>;
  return <Shown lineage={data} of={of} />;
}

function Shown({ lineage, of }: { lineage: Lineage; of: LineageOf }): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={ref} class="lineage">
      {width > 0 && width < 620 ? <Chains lineage={lineage} of={of} /> : <Drawn lineage={lineage} of={of} />}
      {lineage.leftOut > 0 && <p class="note">{`${plural(lineage.leftOut, 'more thing')} would make this unreadable; those in use and the newest are shown.`}</p>}
    </div>
  );
}

function address(n: LineageNode, of: LineageOf): string {
  if (n.kind === 'data') return dataHref(n.digest ?? '', n.name);
  if (n.kind === 'run') return href(`runs/${n.run}`);
  if (n.kind === 'runs') return href('', { q: of.digest ? `datasets.digest = '${of.digest.replaceAll("'", "''")}'` : `datasets.name = '${(of.dataset ?? '').replaceAll("'", "''")}'` });
  return href(`models/${encodeURIComponent(n.model!)}`);
}

const isHere = (n: LineageNode, of: LineageOf): boolean =>
  n.kind === 'data' ? (of.digest ? n.digest === of.digest : n.digest === '' && n.name === of.dataset) : n.kind === 'run' && of.run !== undefined && n.run === of.run;

function Drawn({ lineage, of }: { lineage: Lineage; of: LineageOf }): JSX.Element {
  const [over, setOver] = useState<string | null>(null);
  const { columns, spots, width, height } = useMemo(() => place(lineage.nodes, lineage.edges), [lineage]);
  const lit = useMemo(() => (over ? kin(over, lineage.edges) : null), [over, lineage]);
  return (
    <>
      <div class="scroll tall" tabIndex={0} role="region" aria-label="Lineage">
        <div class={`canvas${lit ? ' choosing' : ''}`} style={{ width: `${width}px`, height: `${height}px` }}>
          <svg width={width} height={height} aria-hidden="true">
            {lineage.edges.map((e) => {
              const [a, b] = [spots.get(e.from)!, spots.get(e.to)!];
              const [x1, y1, x2, y2] = [a.x + box.width, a.y + box.height / 2, b.x, b.y + box.height / 2];
              const bend = box.gapX * 0.6;
              return <path key={`${e.from}\n${e.to}`} class={lit?.has(e.from) && lit.has(e.to) ? 'lit' : ''} fill="none" d={`M${x1} ${y1}C${x1 + bend} ${y1},${x2 - bend} ${y2},${x2} ${y2}`}><title>{e.label ?? ''}</title></path>;
            })}
          </svg>
          {columns.map((c) => (
            <section key={c.name} aria-label={c.name}>
              <h3 style={{ left: `${c.x}px`, width: `${box.width}px` }}>{c.name}</h3>
              <ul>
                {c.spots.map(({ node: n, x, y }) => (
                  <li key={n.id} class={`is-${n.kind}${lit?.has(n.id) ? ' lit' : ''}`} style={{ left: `${x}px`, top: `${y}px`, width: `${box.width}px`, height: `${box.height}px` }} onMouseEnter={() => setOver(n.id)} onMouseLeave={() => setOver(null)} onFocusIn={() => setOver(n.id)} onFocusOut={() => setOver(null)}>
                    <a href={address(n, of)} aria-current={isHere(n, of) ? 'true' : undefined} title={[n.name, n.note].filter(Boolean).join('\n')}>
                      <Icon name={icons[n.kind]} />
                      <span class="what"><b>{n.name}</b><small>{n.note}</small></span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
      <details>
        <summary>As text</summary>
        <Chains lineage={lineage} of={of} />
      </details>
    </>
  );
}

const order: LineageNode['kind'][] = ['run', 'runs', 'version', 'alias', 'stage', 'data'];

/** The same in sentences: each thing with what it came of. Data come last, and only where nothing names them. */
function Chains({ lineage, of }: { lineage: Lineage; of: LineageOf }): JSX.Element {
  const nodes = new Map(lineage.nodes.map((n) => [n.id, n]));
  const link = (n: LineageNode): JSX.Element => <><a href={address(n, of)}>{n.name}</a>{n.kind === 'data' && n.note && <span class="quiet mono">{` ${n.note}`}</span>}</>;
  const verb = (n: LineageNode): string => (n.kind === 'run' || n.kind === 'runs' ? ' used ' : n.kind === 'version' ? ' came of ' : ' is ');
  const told = lineage.nodes.filter((n) => n.kind !== 'data' || !lineage.edges.some((e) => e.from === n.id)).sort((x, y) => order.indexOf(x.kind) - order.indexOf(y.kind));
  return (
    <ul class="chains">
      {told.map((n) => {
        const into = lineage.edges.filter((e) => e.to === n.id);
        return (
          <li key={n.id}>
            <span class="quiet">{words[n.kind]}</span> {link(n)}
            {into.length > 0 && <span class="quiet">{verb(n)}</span>}
            {into.map((e, i) => <span key={e.from}>{i > 0 ? ', ' : ''}{link(nodes.get(e.from)!)}{e.label && <span class="quiet">{` (${e.label})`}</span>}</span>)}
          </li>
        );
      })}
    </ul>
  );
}
