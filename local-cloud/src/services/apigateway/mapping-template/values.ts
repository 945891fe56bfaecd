import { setMember } from '../../../core/json.ts';
import { isNumber, JsonNumber } from '../../../core/json-number.ts';
import { type Budget, COST } from './budget.ts';

/** What a reference stands for. Nothing of JavaScript's own can be reached from one. */
export type Value =
  | null
  | boolean
  | number
  | JsonNumber
  | string
  | Value[]
  | ValueMap
  | JavaList
  | Entry
  | Block
  | Tool;

/** An object of a payload, or a map that a template makes: both are Java's LinkedHashMap. */
export interface ValueMap {
  [name: string]: Value;
}

/**
 * A list that a template or a method makes. An array is one of a payload: it writes itself otherwise.
 * What it and the following have is read by static methods: a template can put them into a payload, and
 * a path that goes through it finds nothing of theirs.
 */
export class JavaList {
  readonly #items: Value[];

  constructor(items: Value[]) {
    this.#items = items;
  }

  static items(list: JavaList): Value[] {
    return list.#items;
  }
}

/** What a map's entrySet has. */
export class Entry {
  readonly #member: readonly [string, Value];

  constructor(name: string, value: Value) {
    this.#member = [name, value];
  }

  static member(entry: Entry): readonly [string, Value] {
    return entry.#member;
  }
}

/** What `#define` names: it is rendered wherever it stands. */
export class Block {
  readonly #render: () => string;

  constructor(render: () => string) {
    this.#render = render;
  }

  static text(block: Block): string {
    return block.#render();
  }
}

/** What `$input` and `$util` do: undefined is a property or method that they do not have, or null. */
export interface Functions {
  property(name: string): Value | undefined;
  call(method: string, args: readonly Value[]): Value | undefined;
}

/** `$input`, `$util`. */
export class Tool {
  readonly #functions: Functions;

  constructor(functions: Functions) {
    this.#functions = functions;
  }

  static functions(tool: Tool): Functions {
    return tool.#functions;
  }
}

export function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isOther(value);
}

function isOther(value: object): boolean {
  return (
    value instanceof JsonNumber ||
    value instanceof JavaList ||
    value instanceof Entry ||
    value instanceof Block ||
    value instanceof Tool
  );
}

/** The members of larger objects take V8 ten times as long to find, and more. */
const SMALL_MAP = 128;

/** Its members, counted. Throws MappingError. */
export function membersOf<Member extends Value>(
  map: Readonly<Record<string, Member>>,
  budget: Budget,
): [string, Member][] {
  const names = Object.keys(map);
  const cost = names.length > SMALL_MAP ? COST.memberOfLarge : COST.member;
  budget.spend(names.length * cost, 'members of objects');
  return names.map((name) => [name, map[name]!]);
}

/** What a list has; undefined for what is none. */
export function itemsOf(value: Value): Value[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof JavaList ? JavaList.items(value) : undefined;
}

/** To Velocity 1.7 everything is true but false and null: an empty text, too. */
export function isTrue(value: Value): boolean {
  return value !== null && value !== false;
}

/** A longer one is no safe integer, and takes long to read. */
const LONGEST_INTEGER = 32;

/** The number that a whole one is; undefined for what is none. */
export function integerOf(value: Value): number | undefined {
  const isLong = value instanceof JsonNumber && value.toString().length > LONGEST_INTEGER;
  if (isLong) return undefined;
  const number = isNumber(value) ? Number(value) : Number.NaN;
  return Number.isInteger(number) && !isDouble(value) ? number : undefined;
}

/** Java's Double: it stays one, even where it is whole. */
export function isDouble(value: Value): boolean {
  if (value instanceof JsonNumber) return typeof value.exact === 'number';
  return typeof value === 'number' && !Number.isInteger(value);
}

/** A copy that a template may change. */
export function copied(value: Value): Value {
  if (Array.isArray(value)) return value.map(copied);
  if (!isMap(value)) return value;
  const copy: ValueMap = {};
  for (const [name, member] of Object.entries(value)) setMember(copy, name, copied(member));
  return copy;
}
