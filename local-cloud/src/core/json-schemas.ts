import * as z from 'zod';
import { isObject, type Json, type JsonObject } from './json.ts';
import { isNumber } from './json-number.ts';

/*
 * What is named by users, with all of its names: zod's own records drop a member that is called
 * `__proto__`, without a word.
 */

/** Any JSON value. */
export const json = z.custom<Json>(isJson, 'expected a JSON value');

export const jsonObject = z.custom<JsonObject>(
  (value) => isObject(value) && isJson(value),
  'expected an object',
);

/** Texts by name: tags, attributes. */
export const texts = z.custom<Record<string, string>>(
  (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
  'expected an object of texts',
);

function isJson(value: unknown): value is Json {
  if (Array.isArray(value)) return value.every(isJson);
  if (isNumber(value)) return Number.isFinite(Number(value));
  if (typeof value === 'object' && value !== null) {
    return isPlain(value) && Object.values(value).every(isJson);
  }
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
