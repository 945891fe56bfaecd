import { isObject, type Json } from '../../../json.ts';
import { PathError } from './errors.ts';
import type { Parameter } from './tokens.ts';

/** The value of a function at the end of a path, or undefined where it has none. */
type PathFunction = (value: Json, parameters: readonly (Json | undefined)[]) => Json | undefined;

/** Jayway's path functions. https://github.com/json-path/JsonPath#functions */
const FUNCTIONS: ReadonlyMap<string, PathFunction> = new Map<string, PathFunction>([
  ['length', length],
  ['size', length],
  ['keys', (value) => (isObject(value) ? Object.keys(value) : undefined)],
  ['concat', concat],
  ['append', append],
  [
    'min',
    (value, parameters) =>
      aggregate(value, parameters, (all) => all.reduce((a, b) => Math.min(a, b))),
  ],
  [
    'max',
    (value, parameters) =>
      aggregate(value, parameters, (all) => all.reduce((a, b) => Math.max(a, b))),
  ],
  ['avg', (value, parameters) => aggregate(value, parameters, mean)],
  ['stddev', (value, parameters) => aggregate(value, parameters, standardDeviation)],
  ['sum', (value, parameters) => aggregate(value, parameters, total)],
  ['first', (value) => element(value, 0)],
  ['last', (value) => element(value, -1)],
  ['index', (value, [index]) => (typeof index === 'number' ? element(value, index) : undefined)],
]);

/** Calls a path function. Throws PathError as Jayway words it. */
export function callFunction(
  path: string,
  call: { readonly name: string; readonly parameters: readonly Parameter[] },
  value: Json,
  root: Json,
): Json | undefined {
  const run = FUNCTIONS.get(call.name);
  if (run === undefined)
    throw new PathError(path, `Function with name: ${call.name} does not exist.`);
  try {
    return run(
      value,
      call.parameters.map((parameter) => parameter(value, root)),
    );
  } catch (error) {
    if (error instanceof NothingToAggregate) throw new PathError(path, NO_NUMBERS);
    throw error;
  }
}

const NO_NUMBERS = 'Aggregation function attempted to calculate value using empty array';

class NothingToAggregate extends Error {}

function length(value: Json): Json | undefined {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function concat(value: Json, parameters: readonly (Json | undefined)[]): Json {
  const own = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  const given = parameters.flat().filter((item) => item !== undefined && item !== null);
  return [
    ...own,
    ...given.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))),
  ].join('');
}

function append(value: Json, parameters: readonly (Json | undefined)[]): Json {
  if (!Array.isArray(value)) return value;
  return [...value, ...parameters.filter((item) => item !== undefined)];
}

function aggregate(
  value: Json,
  parameters: readonly (Json | undefined)[],
  combine: (numbers: readonly number[]) => number,
): Json {
  const all = [...(Array.isArray(value) ? value : []), ...parameters.flat()];
  const numbers = all.filter((item) => typeof item === 'number');
  if (numbers.length === 0) throw new NothingToAggregate(NO_NUMBERS);
  return combine(numbers);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function mean(numbers: readonly number[]): number {
  return total(numbers) / numbers.length;
}

function standardDeviation(numbers: readonly number[]): number {
  const average = mean(numbers);
  return Math.sqrt(total(numbers.map((number) => (number - average) ** 2)) / numbers.length);
}

function element(value: Json, index: number): Json | undefined {
  if (!Array.isArray(value) || value.length === 0) throw new NothingToAggregate(NO_NUMBERS);
  return value.at(index);
}
