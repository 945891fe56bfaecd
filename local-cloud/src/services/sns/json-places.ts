import type { Json, JsonObject } from '../../core/json.ts';

/** What was read of a JSON text when something in it was not as it should be. */
export class Unexpected extends Error {
  /** From 1. */
  readonly column: number;

  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

/** Refuses a value that starts at this place, counted from 0. */
export function refuse(message: string, value: Json, start: number): never {
  throw new Unexpected(message, columnOf(value, start));
}

/** Where a parser is when it has come to a value, from 1. */
export function columnOf(value: Json, start: number): number {
  return start + (isScalar(value) ? lengthOf(value) + 1 : 2);
}

/** Numbers, booleans and null are read whole; texts, lists and objects are begun. */
function isScalar(value: Json): boolean {
  return typeof value !== 'string' && (typeof value !== 'object' || value === null);
}

export function lengthOf(value: Json): number {
  return JSON.stringify(value).length;
}

/** The members with the place where each value starts, counted from 0. */
export function membersOf(object: JsonObject, start: number): [string, Json, number][] {
  let at = start + 1;
  return Object.entries(object).map(([name, value]) => {
    const valueStart = at + lengthOf(name) + 1;
    at = valueStart + lengthOf(value) + 1;
    return [name, value, valueStart];
  });
}

/** The items with the place where each starts, counted from 0. */
export function itemsOf(list: readonly Json[], start: number): [Json, number][] {
  let at = start + 1;
  return list.map((item) => {
    const itemStart = at;
    at += lengthOf(item) + 1;
    return [item, itemStart];
  });
}
