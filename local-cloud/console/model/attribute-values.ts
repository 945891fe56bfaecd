import { isNumber } from '../../src/core/json-number.ts';

/**
 * What a value of DynamoDB says, as plain JSON: `{"S": "x"}` says "x". Numbers that JSON would round stay
 * as they were written; sets become lists, bytes stay base64.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export function plainOf(value: object): unknown {
  const [type, held] = Object.entries(value)[0] ?? ['NULL', true];
  if (type === 'NULL') return null;
  if (type === 'N') return numberOf(held as string);
  if (type === 'NS') return (held as string[]).map(numberOf);
  if (type === 'L') return (held as object[]).map(plainOf);
  if (type === 'M') {
    const members = Object.entries(held as Record<string, object>);
    return Object.fromEntries(members.map(([name, member]) => [name, plainOf(member)]));
  }
  return held;
}

function numberOf(text: string): number | string {
  const number = Number(text);
  return String(number) === text ? number : text;
}

const TYPES = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'BS']);

/** An item as DynamoDB takes it, from plain JSON; one whose members all name their types already is one. */
export function typedOf(item: unknown): Record<string, object> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new Error('An item is a JSON object.');
  }
  const members = Object.entries(item);
  if (members.every(([, member]) => isTyped(member))) return item as Record<string, object>;
  return Object.fromEntries(members.map(([name, member]) => [name, attributeValueOf(member)]));
}

function isTyped(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const [type, ...others] = Object.keys(value);
  return type !== undefined && TYPES.has(type) && others.length === 0;
}

function attributeValueOf(value: unknown): object {
  if (typeof value === 'string') return { S: value };
  if (isNumber(value)) return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(attributeValueOf) };
  const members = Object.entries(value as object);
  return {
    M: Object.fromEntries(members.map(([name, member]) => [name, attributeValueOf(member)])),
  };
}
