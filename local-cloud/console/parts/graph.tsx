import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { edgeKey } from '../model/definition.ts';
import type { PlacedEdge, PlacedLevel, PlacedNode } from '../model/layout.ts';
import type { Told } from '../model/told.ts';
import { signOf, toneOf } from './badge.tsx';

interface GraphProps {
  readonly placed: PlacedLevel;
  readonly told: ReadonlyMap<string, Told>;
  readonly taken: ReadonlyMap<string, number>;
  readonly selected: string | undefined;
  readonly onSelect: (state: string) => void;
}

/** What is smaller cannot be read. */
const SMALLEST = 0.6;

/** The definition, as an execution went through it. The list of states says the same in words. */
export function Graph({ placed, ...told }: GraphProps) {
  const { width, height } = placed;
  const [zoom, setZoom] = useState(1);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const fits = (box.current!.clientWidth - 16) / width;
    setZoom(Math.min(1, Math.max(SMALLEST, fits)));
  }, [width]);
  useLayoutEffect(() => showBeginning(box.current!), [width, zoom]);
  useLayoutEffect(() => {
    const chosen = box.current!.querySelector('.state.is-selected');
    chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [told.selected]);
  return (
    <div class="graph">
      <div class="graph-zoom">
        <button
          type="button"
          aria-label="Smaller"
          onClick={() => setZoom(Math.max(0.3, zoom / 1.25))}
        >
          −
        </button>
        <button type="button" aria-label="Larger" onClick={() => setZoom(Math.min(2, zoom * 1.25))}>
          +
        </button>
      </div>
      <div
        class="graph-box"
        ref={box}
        tabIndex={0}
        role="region"
        aria-label="Graph of the definition"
      >
        <svg
          role="img"
          aria-label="The states of the definition and the ways between them: the list of states tells how this execution went"
          width={width * zoom}
          height={height * zoom}
          viewBox={`0 0 ${width} ${height}`}
        >
          <Arrows />
          <Level {...told} placed={placed} />
        </svg>
      </div>
    </div>
  );
}

/** Of a graph that is wider than its box: where it goes on, or where it begins. */
function showBeginning(box: HTMLElement): void {
  const shown = box.querySelector('.state.tone-running, .end-Start')?.getBoundingClientRect();
  if (shown === undefined) return;
  const { left, width } = box.getBoundingClientRect();
  box.scrollLeft += shown.left + shown.width / 2 - left - width / 2;
}

function Arrows() {
  return (
    <defs>
      {['arrow', 'arrow-taken', 'arrow-catch'].map((id) => (
        <marker
          key={id}
          id={id}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0 8 4 0 8z" />
        </marker>
      ))}
    </defs>
  );
}

function Level(props: GraphProps) {
  const { placed, taken } = props;
  return (
    <g transform={`translate(${placed.x} ${placed.y})`}>
      {placed.edges.map((edge) => (
        <Way
          key={`${edgeKey(edge)} ${edge.kind}`}
          edge={edge}
          times={taken.get(edgeKey(edge)) ?? 0}
        />
      ))}
      {placed.nodes.map((node) => (
        <Box key={node.name} {...props} node={node} />
      ))}
    </g>
  );
}

function Way({ edge, times }: { readonly edge: PlacedEdge; readonly times: number }) {
  const isCatch = edge.kind === 'catch';
  const arrow = times === 0 ? 'arrow' : isCatch ? 'arrow-catch' : 'arrow-taken';
  return (
    <path
      class={`way${isCatch ? ' way-catch' : ''}${times > 0 ? ' is-taken' : ''}`}
      d={curve(edge.points)}
      marker-end={`url(#${arrow})`}
    >
      <title>{`${isCatch ? 'caught' : 'next'}${times > 1 ? `, taken ${times} times` : ''}`}</title>
    </path>
  );
}

/** Through the middles between its points, which are bent around. */
function curve(points: PlacedEdge['points']): string {
  const [first, ...rest] = points;
  const parts = rest.slice(0, -1).map(({ x, y }, at) => {
    const next = rest[at + 1]!;
    const isLast = at === rest.length - 2;
    const [toX, toY] = isLast ? [next.x, next.y] : [(x + next.x) / 2, (y + next.y) / 2];
    return `Q${x} ${y} ${toX} ${toY}`;
  });
  if (parts.length > 0) return `M${first!.x} ${first!.y}${parts.join('')}`;
  const last = rest.at(-1) ?? first!;
  const middle = (first!.y + last.y) / 2;
  return `M${first!.x} ${first!.y}C${first!.x} ${middle} ${last.x} ${middle} ${last.x} ${last.y}`;
}

function Box(props: GraphProps & { readonly node: PlacedNode }) {
  const { node, told, selected, onSelect } = props;
  const { name, type, x, y, width, height, inside } = node;
  if (type === 'Start' || type === 'End') {
    return <circle class={`end end-${type}`} cx={x + width / 2} cy={y + height / 2} r={7} />;
  }
  const { status, stays = 0, retries = 0 } = told.get(name) ?? {};
  const notes = [stays > 1 && `×${stays}`, retries > 0 && `↻${retries}`].filter(Boolean).join(' ');
  return (
    <g transform={`translate(${x} ${y})`}>
      <g
        class={`state ${toneOf(status)}${name === selected ? ' is-selected' : ''}`}
        data-state={name}
        onClick={() => onSelect(name)}
      >
        <title>{`${name} (${type})${status ? `: ${status}` : ''}`}</title>
        <rect width={width} height={height} rx={inside.length > 0 ? 8 : 6} />
        {status && <rect class="state-edge" width={4} height={height} rx={2} />}
        <text x={14} y={inside.length > 0 ? 21 : height / 2 + 4}>
          {status && <tspan class="sign">{signOf(status)} </tspan>}
          {fitted(name, width - 34 - notes.length * 7)}
        </text>
        <text class="notes" x={width - 8} y={inside.length > 0 ? 21 : height / 2 + 4}>
          {notes}
        </text>
      </g>
      {inside.map((level) => (
        <Level key={level.x} {...props} placed={level} />
      ))}
    </g>
  );
}

/** As much of a name as there is room for, in pixels. */
function fitted(name: string, room: number): string {
  const most = Math.floor(room / 6.6);
  return name.length <= most ? name : `${name.slice(0, Math.max(3, most - 1))}…`;
}
