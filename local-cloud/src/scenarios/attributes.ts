import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { isNumber } from '../core/json-number.ts';

/** A DynamoDB attribute value as the API has it: `{ S: 'Monday' }`, `{ N: '7' }`. */
export type Attribute = JsonObject;
export type Attributes = Readonly<Record<string, Attribute>>;

/** Plain values as attribute values: text is S, a number N, then BOOL, NULL, L and M. */
export function toAttributes(item: JsonObject): Attributes {
  return mapped(item, toAttribute);
}

/**
 * Attribute values as plain ones. What JSON has no word for stays as the API has it: sets, binary
 * values, and numbers with more digits than JSON's numbers carry (`{ SS: ['a'] }`).
 */
export function fromAttributes(item: Attributes): JsonObject {
  return mapped(item, fromAttribute);
}

function toAttribute(value: Json): Attribute {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (isNumber(value)) return { N: `${value}` };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: mapped(value, toAttribute) };
}

function fromAttribute(attribute: Attribute): Json {
  const { S, N, BOOL, NULL, L, M } = attribute;
  if (NULL !== undefined) return null;
  if (Array.isArray(L)) return (L as Attribute[]).map(fromAttribute);
  if (isObject(M)) return mapped(M as Attributes, fromAttribute);
  if (typeof N === 'string' && `${Number(N)}` === N) return Number(N);
  return S ?? BOOL ?? attribute;
}

function mapped<From, To>(item: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, map(value)]));
}
