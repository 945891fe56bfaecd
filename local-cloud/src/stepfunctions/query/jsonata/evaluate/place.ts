import { descendants, type Node, operands, selectors } from '../ast.ts';
import { DEEPEST_NESTING } from '../limits.ts';

/** The names that one frame binds: a block's or call's are known, a tuple's are found by name. */
interface Names {
  readonly slots: ReadonlyMap<string, number> | undefined;
  readonly around: Names | undefined;
}

/** Where a variable may be: so many frames out, at a slot or under a name. */
export interface Address {
  readonly hops: number;
  readonly key: number | string;
}

/** Where a node stands in an expression: the frames around it, and how deep below its call. */
export class Place {
  readonly #names: Names | undefined;
  readonly depth: number;
  /** Whether it is within a function, so that calls may add to the depth. */
  readonly isCalled: boolean;

  constructor(names?: Names, depth = 1, isCalled = false) {
    this.#names = names;
    this.depth = depth;
    this.isCalled = isCalled;
  }

  /** The place of a node's parts. */
  get below(): Place {
    return this.at(this.depth + 1);
  }

  /** Deepest call in which a node here can still be evaluated. */
  get deepestCall(): number {
    return DEEPEST_NESTING - this.depth;
  }

  /** The place of a node whose parts stand so deep below the call. */
  at(depth: number): Place {
    return new Place(this.#names, depth, this.isCalled);
  }

  /** Within a frame of these names. */
  binding(names: readonly string[]): Place {
    return new Place({ slots: slotsOf(names), around: this.#names }, this.depth, this.isCalled);
  }

  /** Within a function with a frame of these names. */
  calling(names: readonly string[]): Place {
    return new Place({ slots: slotsOf(names), around: this.#names }, 1, true);
  }

  /** Within a frame of a tuple. */
  get inTuple(): Place {
    return new Place({ slots: undefined, around: this.#names }, this.depth, this.isCalled);
  }

  /** Where a variable may be bound, innermost first. */
  addressesOf(name: string): readonly Address[] {
    const found: Address[] = [];
    let hops = 0;
    for (let names = this.#names; names !== undefined; names = names.around) {
      const key = names.slots === undefined ? name : names.slots.get(name);
      if (key !== undefined) found.push({ hops, key });
      hops += 1;
    }
    return found;
  }
}

function slotsOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, slot) => [name, slot]));
}

/** The names that `:=` binds in the frame of these nodes: not those within blocks and functions. */
export function boundIn(nodes: readonly (Node | undefined)[]): readonly string[] {
  const names = new Set<string>();
  const left = nodes.filter((node) => node !== undefined);
  for (const node of left) {
    if (node.type === 'bind') names.add(String((node.lhs as Node).value));
    for (const part of partsInFrame(node)) left.push(part);
  }
  return [...names];
}

function partsInFrame(node: Node): readonly Node[] {
  const opens = node.type === 'block' || (node.type === 'lambda' && !node.thunk);
  return opens ? selectors(node) : [...operands(node), ...selectors(node)];
}

/** What it costs to evaluate a node once. */
export function weightOf(node: Node): number {
  return descendants(node).length;
}
