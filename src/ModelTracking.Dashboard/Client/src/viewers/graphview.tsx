import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { api } from '../api';
import { count } from '../format';
import { useLoad } from '../hooks';
import { Empty, Facts, Loading, Trouble } from '../parts/basics';
import { SaveAs } from '../parts/pictures';
import type { Artifact, Graph, GraphNode, Run } from '../types';
import { layout, size } from './layers';

const drawnAtMost = 300;

/** An ONNX model or an ML.NET pipeline as a graph: what is computed from what. */
export function GraphView({ run, artifact }: { run: Run; artifact: Artifact }): JSX.Element {
  const { data, error, again } = useLoad(artifact.hash, () => api.graph(run.id, artifact.path));
  if (error) return <Trouble error={error} again={again} />;
  if (!data) return <Loading what="the graph" />;
  if (data.nodes.length === 0) return <Empty title="No graph"><p>The file has no operators or steps.</p></Empty>;
  return <Drawn graph={data} name={artifact.path} />;
}

function Drawn({ graph, name }: { graph: Graph; name: string }): JSX.Element {
  const [over, setOver] = useState<GraphNode | null>(null);
  const [zoom, setZoom] = useState(1);
  const shown = useMemo(() => graph.nodes.slice(0, drawnAtMost), [graph]);
  const { places, width, height } = useMemo(() => layout(shown.map((n) => n.id), graph.edges), [graph]);
  const edges = graph.edges.filter((e) => places.has(e.from) && places.has(e.to));
  const text = (t: string, most: number): string => (t.length > most ? `${t.slice(0, most - 1)}…` : t);
  return (
    <div class="model-graph">
      <Facts facts={graph.facts.map((f) => [f.name, f.value])} />
      <div class="row between">
        <span class="row">
          <button type="button" aria-label="Smaller" onClick={() => setZoom((z) => Math.max(0.25, z / 1.25))}>−</button>
          <button type="button" aria-label="Larger" onClick={() => setZoom((z) => Math.min(2, z * 1.25))}>+</button>
          {shown.length < graph.total && <span class="quiet">{`Showing ${count(shown.length)} of ${count(graph.total)} nodes`}</span>}
        </span>
        <SaveAs name={`${name.split('/').pop()} graph`} />
      </div>
      <figure class="chart card">
        <div class="scroll tall" tabIndex={0} role="region" aria-label={`Graph of ${name}`}>
          <svg width={(width + 60) * zoom} height={height * zoom} viewBox={`0 0 ${width + 60} ${height}`} role="img" aria-label={`${count(graph.total)} nodes; the table below has them as text`}>
            {edges.map((e, i) => {
              const [a, b] = [places.get(e.from)!, places.get(e.to)!];
              const [x1, y1, x2, y2] = [a.x + size.width / 2, a.y + size.height, b.x + size.width / 2, b.y];
              const lit = over && (over.id === e.from || over.id === e.to);
              // One that passes other layers goes around them where it would be hidden behind their nodes.
              const side = y2 - y1 > size.gapY + 1 && Math.abs(x1 - x2) < size.width ? size.width * 0.72 : 0;
              return <path key={i} class={`edge${lit ? ' lit' : ''}`} fill="none" d={`M${x1} ${y1}C${x1 + side} ${y1 + size.gapY * 0.6},${x2 + side} ${y2 - size.gapY * 0.6},${x2} ${y2}`}><title>{e.label}</title></path>;
            })}
            {shown.map((n) => {
              const p = places.get(n.id)!;
              return (
                <g key={n.id} class={`gnode ${n.kind}`} transform={`translate(${p.x} ${p.y})`} onMouseEnter={() => setOver(n)} onMouseLeave={() => setOver(null)}>
                  <rect width={size.width} height={size.height} rx="8" />
                  <text class="name" x={size.width / 2} y="19" text-anchor="middle">{text(n.type, 24)}</text>
                  <text class="sub" x={size.width / 2} y="35" text-anchor="middle">{text(n.name, 24)}</text>
                  <title>{[n.type, n.name, ...n.details].join('\n')}</title>
                </g>
              );
            })}
          </svg>
        </div>
        <figcaption class="readout">{over ? <><b>{over.type}</b><span>{over.name}</span>{over.details.slice(0, 6).map((d) => <span class="quiet" key={d}>{d}</span>)}</> : <span class="quiet">Point at a node to see what it is.</span>}</figcaption>
      </figure>
      <details>
        <summary>{`As a table (${count(graph.nodes.length)}${graph.nodes.length < graph.total ? ` of ${count(graph.total)}` : ''})`}</summary>
        <div class="scroll tall" tabIndex={0} role="region" aria-label="Nodes">
          <table class="plain wide">
            <thead><tr><th scope="col">Type</th><th scope="col">Name</th><th scope="col">Reads</th><th scope="col">Details</th></tr></thead>
            <tbody>{graph.nodes.map((n) => <tr key={n.id}><th scope="row">{n.type}</th><td class="wrap">{n.name}</td><td class="wrap">{graph.edges.filter((e) => e.to === n.id).map((e) => e.label).filter(Boolean).join(', ')}</td><td class="wrap">{n.details.join('; ')}</td></tr>)}</tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
