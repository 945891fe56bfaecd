import { isNumber } from '../../../core/json-number.ts';
import { type Budget, MappingError } from './budget.ts';
import { LIST_METHODS, MAP_METHODS } from './collection-methods.ts';
import { equal } from './operators.ts';
import { TEXT_METHODS } from './text-methods.ts';
import { Entry, integerOf, isMap, itemsOf, Tool, type Value } from './values.ts';
import { textOf } from './write-value.ts';

/** What a method does with arguments of the kinds that it takes. Null is Java's null, or void. */
export type Call<Self> = (self: Self, args: readonly Value[], budget: Budget) => Value;

/** The methods of a Java class. */
export interface Methods<Self> {
  /** By signature, as `set(integer, any)`: of several, the first that takes the arguments is called. */
  readonly served: Readonly<Record<string, Call<Self>>>;
  /** The names of those that are not served, with blanks between them. */
  readonly refused: string;
}

/** The same, by name. */
interface JavaClass<Self> {
  readonly name: string;
  readonly served: ReadonlyMap<string, readonly { kinds: readonly string[]; call: Call<Self> }[]>;
  readonly refused: ReadonlySet<string>;
}

function javaClass<Self>(name: string, { served, refused }: Methods<Self>): JavaClass<Self> {
  const forms = Object.entries(served).map(([signature, call]) => {
    const [method, ...kinds] = signature.match(/\w+/g)!;
    return { method: method!, kinds, call };
  });
  return {
    name,
    served: Map.groupBy(forms, ({ method }) => method),
    refused: new Set(`getClass hashCode ${refused}`.split(' ')),
  };
}

const LIST = javaClass('List', LIST_METHODS);
const MAP = javaClass('Map', MAP_METHODS);
const TEXT = javaClass('String', TEXT_METHODS);
const OBJECT = javaClass<Value>('Object', { served: {}, refused: '' });
const ENTRY = javaClass<Entry>('Entry', {
  served: {
    'getKey()': (entry) => Entry.member(entry)[0],
    'getValue()': (entry) => Entry.member(entry)[1],
  },
  refused: 'setValue',
});
const NUMBER = javaClass<Value>('Number', {
  served: { 'intValue()': (self) => integerOf(self) ?? Math.trunc(Number(self)) },
  refused: 'byteValue compareTo doubleValue floatValue longValue parseInt shortValue',
});

/**
 * What a method of a value gives; undefined where Java's class has no such method, or none for such
 * arguments. Throws MappingError where it has, and it is not served, or fails.
 */
export function callMethod(
  self: Value,
  name: string,
  args: readonly Value[],
  budget: Budget,
): Value | undefined {
  budget.step();
  if (self instanceof Tool) return Tool.functions(self).call(name, args);
  const items = itemsOf(self);
  if (items !== undefined) return callOf(LIST, items, name, args, budget);
  if (typeof self === 'string') return callOf(TEXT, self, name, args, budget);
  if (isMap(self)) return callOf(MAP, self, name, args, budget);
  if (self instanceof Entry) return callOf(ENTRY, self, name, args, budget);
  return callOf(isNumber(self) ? NUMBER : OBJECT, self, name, args, budget);
}

function callOf<Self extends Value>(
  { name: type, served, refused }: JavaClass<Self>,
  self: Self,
  name: string,
  args: readonly Value[],
  budget: Budget,
): Value | undefined {
  const form = served.get(name)?.find(({ kinds }) => accept(kinds, args));
  if (form !== undefined) return form.call(self, args, budget);
  if (refused.has(name)) throw new MappingError(`${type}.${name} is not served`);
  if (args.length === 0 && name === 'toString') return textOf(self, budget);
  return args.length === 1 && name === 'equals' ? equal(self, args[0]!, budget) : undefined;
}

function accept(kinds: readonly string[], args: readonly Value[]): boolean {
  return kinds.length === args.length && kinds.every((kind, at) => IS[kind]!(args[at]!));
}

/** What a parameter may be. */
const IS: Readonly<Record<string, (value: Value) => boolean>> = {
  any: () => true,
  integer: (value) => integerOf(value) !== undefined,
  list: (value) => itemsOf(value) !== undefined,
  map: isMap,
  text: (value) => typeof value === 'string',
};
