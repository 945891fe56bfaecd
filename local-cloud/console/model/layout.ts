import { Graph, layout as place } from '@dagrejs/dagre';
import { type Edge, END, edgesOf, levelsOf, START, type Written } from './definition.ts';

export interface PlacedNode {
  readonly name: string;
  readonly type: string;
  /** The left upper corner, from that of the level's. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly inside: readonly PlacedLevel[];
}

export interface PlacedEdge extends Edge {
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** The states of a machine, of a branch or of a Map, and where they are drawn. */
export interface PlacedLevel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const HEIGHT = 36;
/** Above what is inside of a state, and around it. */
const HEAD = 34;
const GAP = 12;

/** With more of them dagre takes seconds, or more stack than there is: then all stand in a column. */
const MOST_WAYS = 500;
/** So many more ways than states. */
const MOST_CROSSING = 150;
const MARGIN = 8;
const ROW_GAP = 30;

/** How straight a way is drawn: what is expected more than what is caught. */
const WEIGHTS = { next: 8, choice: 3, catch: 0 } as const;

/** Where everything of a definition is drawn, in pixels: the whole first, then what is inside. */
export function layout(definition: Written): PlacedLevel {
  return level(definition, true);
}

function level(written: Written, isWhole: boolean): PlacedLevel {
  const boxes = new Map(
    Object.entries(written.States).map(([name, state]) => {
      const inside = beside(levelsOf(state).map((one) => level(one, false)));
      return [name, { name, type: state.Type, ...sizeOf(name, inside), inside }];
    }),
  );
  const ends = isWhole ? [{ from: START, to: written.StartAt, kind: 'next' as const }] : [];
  const edges = [...ends, ...edgesOf(written)].filter(
    ({ to }) => boxes.has(to) || (isWhole && to === END),
  );
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ nodesep: 24, ranksep: ROW_GAP, edgesep: 10, marginx: MARGIN, marginy: MARGIN });
  for (const { name, width, height } of boxes.values())
    graph.setNode(keyOf(name), { width, height });
  const ranking = new Set(edges.filter((edge) => ranks(edge, edges)));
  for (const edge of ranking) {
    for (const name of [edge.from, edge.to]) {
      if (!boxes.has(name)) graph.setNode(keyOf(name), { width: 22, height: 22 });
    }
    const drawn = { weight: WEIGHTS[edge.kind], labelpos: 'c' } as const;
    graph.setEdge(keyOf(edge.from), keyOf(edge.to), drawn, edge.kind);
  }
  // Without a node its size is -Infinity.
  const isLarge =
    graph.edgeCount() > MOST_WAYS || graph.edgeCount() - graph.nodeCount() > MOST_CROSSING;
  if (graph.nodeCount() > 0) (isLarge ? inColumn : place)(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const nodes: PlacedNode[] = graph.nodes().map((key: string) => {
    const name = key.slice(1);
    const box = boxes.get(name) ?? { name, type: name === START ? 'Start' : 'End', inside: [] };
    const at = graph.node(key) as { x: number; y: number; width: number; height: number };
    const corner = { x: at.x - at.width / 2, y: at.y - at.height / 2 };
    return { ...box, ...corner, width: at.width, height: at.height };
  });
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const placed = edges.map((edge) => {
    const [from, to] = [byName.get(edge.from)!, byName.get(edge.to)!];
    if (!ranking.has(edge)) return { ...edge, points: around(from, to) };
    const drawn = graph.edge(keyOf(edge.from), keyOf(edge.to), edge.kind);
    const { points } = drawn as Pick<PlacedEdge, 'points'>;
    return { ...edge, points: docked(points, edge, from, to) };
  });
  let right = width;
  for (const { points } of placed) for (const { x } of points) right = Math.max(right, x + 6);
  return { x: 0, y: 0, width: right, height, nodes, edges: placed };
}

interface Box {
  x: number;
  y: number;
  readonly width: number;
  readonly height: number;
}

/** One below the other, as they are written; ways that do not lead to the next one go past at the right. */
function inColumn(graph: Graph): void {
  const keys = (graph.nodes() as string[]).filter((key) => key !== keyOf(START));
  if (graph.hasNode(keyOf(START))) keys.unshift(keyOf(START));
  const boxes = keys.map((key) => graph.node(key) as Box);
  const width = boxes.reduce((widest, box) => Math.max(widest, box.width), 0);
  let y = MARGIN;
  for (const box of boxes) {
    Object.assign(box, { x: MARGIN + width / 2, y: y + box.height / 2 });
    y += box.height + ROW_GAP;
  }
  graph.setGraph({ width: width + 2 * MARGIN, height: y - ROW_GAP + MARGIN });
  const rows = new Map(keys.map((key, row) => [key, row]));
  for (const edge of graph.edges()) {
    const [from, to] = [graph.node(edge.v) as Box, graph.node(edge.w) as Box];
    const isNext = rows.get(edge.w) === rows.get(edge.v)! + 1;
    const x = MARGIN + width + GAP;
    const past = isNext
      ? []
      : [
          { ...from, x },
          { ...to, x },
        ];
    const points = [from, ...past, to].map((at) => ({ x: at.x, y: at.y }));
    Object.assign(graph.edge(edge) as object, { points });
  }
}

/** What dagre knows a state by: it keeps them as members of objects, which have some of their own. */
function keyOf(name: string): string {
  return `:${name}`;
}

/** What is caught would bend the expected way: it has a say only where nothing else leads to its state. */
function ranks(edge: Edge, edges: readonly Edge[]): boolean {
  if (edge.kind !== 'catch') return true;
  const others = edges.filter(({ from, to }) => to === edge.to && from !== to);
  return others.every(({ kind }) => kind === 'catch') && others[0] === edge;
}

type Points = PlacedEdge['points'];

/** Out at the right, past both boxes, and in from the right. */
function around(from: PlacedNode, to: PlacedNode): Points {
  const ends = [from, to].map(({ x, y, width, height }) => ({ x: x + width, y: y + height / 2 }));
  const far = Math.max(...ends.map(({ x }) => x)) + 18;
  return [ends[0]!, { x: far, y: ends[0]!.y }, { x: far, y: ends[1]!.y }, ends[1]!];
}

/** A way down leaves at the bottom of its box, a caught one beside the expected, and comes in at the top. */
function docked(points: Points, { kind }: Edge, from: PlacedNode, to: PlacedNode): Points {
  const bottom = from.y + from.height;
  if (bottom >= to.y) return points.length > 3 ? points : around(from, to);
  const share = kind === 'catch' ? 0.8 : 0.5;
  const first = { x: from.x + from.width * share, y: bottom };
  // To the next row there is nothing in between to go around.
  const between = points.length > 3 ? points.slice(1, -1) : [];
  return [first, ...between, { x: to.x + to.width * 0.5, y: to.y }];
}

/** Next to each other, below the name of the state they are in. */
function beside(levels: readonly PlacedLevel[]): PlacedLevel[] {
  let x = GAP;
  return levels.map((one) => {
    const placed = { ...one, x, y: HEAD };
    x += one.width + GAP;
    return placed;
  });
}

function sizeOf(name: string, inside: readonly PlacedLevel[]): { width: number; height: number } {
  const named = Math.min(280, Math.max(96, name.length * 7 + 58));
  const last = inside.at(-1);
  if (last === undefined) return { width: named, height: HEIGHT };
  const height = HEAD + Math.max(...inside.map((one) => one.height)) + GAP;
  return { width: Math.max(named + 40, last.x + last.width + GAP), height };
}
