/** Names and values of an object constructor. */
export type Pairs = readonly (readonly [Node, Node])[];

/** A node of jsonata's syntax tree (2.2.2), as far as it is read here. */
export interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly Node[];
  readonly expressions?: readonly Node[];
  readonly expression?: Node;
  readonly arguments?: readonly Node[];
  readonly procedure?: Node;
  readonly body?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  /** A node; for an object constructor, pairs of name and value. */
  readonly lhs?: Node | Pairs;
  readonly rhs?: Node;
  /** Predicates behind a node; `stages` are those behind a step of a path. */
  readonly predicate?: readonly Node[];
  readonly stages?: readonly Node[];
  readonly expr?: Node;
  readonly group?: { readonly lhs: Pairs };
  readonly terms?: readonly { readonly expression: Node; readonly descending?: boolean }[];
  readonly pattern?: Node;
  readonly update?: Node;
  readonly delete?: Node;
  /** `[]` stands behind it; on a path: behind one of its steps. */
  readonly keepArray?: boolean;
  readonly keepSingletonArray?: boolean;
  /** An array as it is written, at an end of a path. */
  readonly consarray?: boolean;
  /** It binds, or gives, tuples. */
  readonly tuple?: boolean;
  /** The names of `@$focus`, `#$index` and, made up, of what a parent `%` refers to. */
  readonly focus?: string;
  readonly index?: string;
  readonly ancestor?: { readonly label: string };
  readonly slot?: { readonly label: string };
  /** A call that ends a function. */
  readonly thunk?: boolean;
  readonly signature?: { readonly definition: string };
}

/** The pairs of an object constructor. */
export function pairs(node: Pick<Node, 'lhs'>): Pairs {
  return Array.isArray(node.lhs) ? (node.lhs as Pairs) : [];
}

/** The nodes that a node is made of, in the order they are written. */
export function operands(node: Node): readonly Node[] {
  const { lhs } = node;
  const nodes: (Node | undefined)[] = [
    ...(node.steps ?? []),
    node.condition,
    node.then,
    node.else,
    ...(lhs === undefined || Array.isArray(lhs) ? pairs(node).flat() : [lhs as Node]),
    node.rhs,
    node.expression,
    ...(node.expressions ?? []),
    node.procedure,
    ...(node.arguments ?? []),
    node.body,
    node.pattern,
    node.update,
    node.delete,
    node.expr,
  ];
  return nodes.filter((child) => child !== undefined);
}

/** What stands behind a node and sees its items: predicates, sort terms, a grouping. */
export function selectors(node: Node): readonly Node[] {
  return [
    ...(node.predicate ?? []),
    ...(node.stages ?? []),
    ...(node.terms ?? []).map(({ expression }) => expression),
    ...(node.group === undefined ? [] : pairs(node.group).flat()),
  ];
}

/** A node and everything below it, nearest first. */
export function descendants(node: Node): readonly Node[] {
  const found = [node];
  for (const each of found) {
    // One by one: there may be more than a call takes arguments.
    for (const child of operands(each)) found.push(child);
    for (const child of selectors(each)) found.push(child);
  }
  return found;
}

/** How many levels of nodes there are. */
export function heightOf(node: Node): number {
  let height = 0;
  for (let level: readonly Node[] = [node]; level.length > 0; height++) {
    level = level.flatMap((each) => [...operands(each), ...selectors(each)]);
  }
  return height;
}
