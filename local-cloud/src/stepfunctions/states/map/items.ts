import { isObject, type Json } from '../../../core/json.ts';
import { StatesError } from '../../errors.ts';
import { chain, type Eventually } from '../../execution/eventually.ts';
import { runtimeError } from '../../execution/failure.ts';
import type { Payload } from '../../execution/payload.ts';
import { StrandScope } from '../../execution/scope.ts';
import type { Strand } from '../../execution/strand.ts';
import type { MapState } from '../../language/definition.ts';
import { isJsonataString } from '../../query/jsonata/jsonata-string.ts';
import { itemsPath, jsonataItems, shown, template } from '../expressions.ts';

/** What a Map iterates over. */
export interface Items {
  readonly length: number;
  value(index: number): Json;
  /** The name of the pair, where the items are an object's. */
  key(index: number): string | undefined;
  /** Where an item was read from; absent for data of the execution itself. */
  source?(index: number): string;
}

/** Finds the items of a Map: `Items`, `ItemsPath`, or the input itself. */
export function compileItems(
  state: MapState,
): (strand: Strand, input: Payload) => Eventually<Items> {
  if (state.QueryLanguage === 'JSONata') return itemsJsonata(state.Items);
  if (state.ItemsPath === undefined || state.ItemsPath === '$') {
    return (_strand, input) => itemsAt('$', input.value);
  }
  const path = itemsPath(state.ItemsPath);
  return (strand, input) => itemsAt(path.shown, path.read(new StrandScope(strand, input.value)));
}

function itemsAt(path: string, value: Json): Items {
  const items = itemsOf(value);
  if (items !== undefined) return items;
  throw runtimeError(`Reference path "${path}" must point to array.`);
}

/** An array's elements; an object's pairs, each handed on as `{ Key, Value }`. */
export function itemsOf(value: Json): Items | undefined {
  if (Array.isArray(value)) return arrayItems(value);
  if (!isObject(value)) return undefined;
  const pairs = Object.entries(value);
  return {
    length: pairs.length,
    value: (index) => ({ Key: pairs[index]![0], Value: pairs[index]![1] }),
    key: (index) => pairs[index]![0],
  };
}

export function arrayItems(values: readonly Json[]): Items {
  return { length: values.length, value: (index) => values[index]!, key: () => undefined };
}

function itemsJsonata(
  items: Json | undefined,
): (strand: Strand, input: Payload) => Eventually<Items> {
  if (items === undefined) return (_strand, input) => inputItems(input.value);
  if (!isJsonataString(items)) {
    const evaluate = template(items, 'JSONata', 'Items');
    return (strand) => chain(evaluate(new StrandScope(strand, strand.input.value)), inputItems);
  }
  const evaluate = jsonataItems(items);
  return (strand) => chain(evaluate(new StrandScope(strand, strand.input.value)), inputItems);
}

function inputItems(value: Json): Items {
  const items = itemsOf(value);
  if (items !== undefined) return items;
  throw new StatesError(
    'States.QueryEvaluationError',
    `Map state input must be an array but was: ${typeof value === 'string' ? JSON.stringify(value) : shown(value)}`,
  );
}
