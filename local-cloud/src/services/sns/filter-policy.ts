import { isIP } from 'node:net';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { itemsOf, membersOf, refuse, Unexpected } from './json-places.ts';
import { checkNumeric } from './numeric-match.ts';

/** A filter policy that SNS does not take, in its words (recorded). */
export class InvalidFilterPolicy extends Error {}

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MOST_COMBINATIONS = 150;
const MOST_KEYS = 5;

/**
 * Checks a filter policy as SNS does. It reads the policy anew without white space, and tells at
 * which column of that it stopped: behind what it had read, and within the first quote of a text.
 *
 * @throws InvalidFilterPolicy
 */
export function checkFilterPolicy(policy: JsonObject): void {
  const source = JSON.stringify(policy);
  try {
    checkFields(policy, 0);
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    throw new InvalidFilterPolicy(
      `${error.message}\n at [Source: (String)"${source}"; line: 1, column: ${error.column}]`,
    );
  }
  checkComplexity(policy);
}

function checkFields(fields: JsonObject, start: number): void {
  for (const [name, value, at] of membersOf(fields, start)) {
    if (isObject(value)) checkFields(value, at);
    else if (!Array.isArray(value)) refuse(`"${name}" must be an object or an array`, value, at);
    else if (name === '$or') checkRelation(value, at);
    else checkMatches(value, at);
  }
}

function checkRelation(alternatives: readonly Json[], start: number): void {
  for (const [item, at] of itemsOf(alternatives, start)) if (isObject(item)) checkFields(item, at);
}

function checkMatches(list: readonly Json[], start: number): void {
  if (list.length === 0) throw new Unexpected('Empty arrays are not allowed', start + 3);
  for (const [item, at] of itemsOf(list, start)) {
    if (isObject(item)) checkMatch(item, at);
    else if (Array.isArray(item)) {
      refuse('Match value must be String, number, true, false, or null', item, at);
    }
  }
}

function checkMatch(match: JsonObject, start: number): void {
  const [first, second] = membersOf(match, start);
  if (first === undefined) throw new Unexpected('Empty objects are not allowed', start + 3);
  const [name, value, at] = first;
  const check = Object.hasOwn(MATCHES, name) ? MATCHES[name] : undefined;
  if (check === undefined) refuse(`Unrecognized match type ${name}`, value, at);
  check(value, at);
  if (second !== undefined)
    refuse('Only one key allowed in match expression', second[1], second[2]);
}

type Check = (value: Json, start: number) => void;

const MATCHES: Readonly<Record<string, Check>> = {
  prefix: text('prefix'),
  suffix: text('suffix'),
  'equals-ignore-case': text('equals-ignore-case'),
  wildcard: text('wildcard'),
  cidr: (value, at) => {
    // AWS speaks of a prefix here, too (recorded).
    text('prefix')(value, at);
    checkCidr(String(value));
  },
  exists: (value, at) => {
    if (typeof value === 'boolean') return;
    refuse('exists match pattern must be either true or false.', value, at);
  },
  'anything-but': checkAnythingBut,
  numeric: checkNumeric,
};

function text(name: string): Check {
  return (value, at) => {
    if (typeof value === 'string' || isIgnoringCase(value)) return;
    refuse(`${name} match pattern must be a string`, value, at);
  };
}

function isIgnoringCase(value: Json): boolean {
  return isObject(value) && typeof value['equals-ignore-case'] === 'string';
}

function checkAnythingBut(value: Json, start: number): void {
  if (!isObject(value)) return;
  for (const [name, inner, at] of membersOf(value, start)) {
    if (!['prefix', 'equals-ignore-case', 'wildcard'].includes(name)) {
      refuse(`Unsupported anything-but pattern: ${name}`, inner, at);
    }
    text(name)(inner, at);
  }
}

/** These are told without a place. */
function checkCidr(value: string): void {
  const [address = '', bits = '', ...rest] = value.split('/');
  if (bits === '' || rest.length > 0) {
    throw new InvalidFilterPolicy("Malformed CIDR, one '/' required");
  }
  if (!/^\d+$/.test(bits))
    throw new InvalidFilterPolicy('Malformed CIDR, mask bits must be an integer');
  if (isIP(address) === 0) throw new InvalidFilterPolicy(`Nonstandard IP address: ${address}`);
}

/**
 * So many combinations of values a policy may ask for; those of nested fields weigh as much more as
 * they are deeper.
 */
function checkComplexity(policy: JsonObject): void {
  const { combinations, keys } = sizeOf(policy, 1);
  if (combinations > MOST_COMBINATIONS) {
    throw new InvalidFilterPolicy('Filter policy is too complex');
  }
  if (keys > MOST_KEYS) {
    throw new InvalidFilterPolicy(`Filter policy can not have more than ${MOST_KEYS} keys`);
  }
}

interface Size {
  readonly combinations: number;
  readonly keys: number;
}

function sizeOf(fields: JsonObject, depth: number): Size {
  return Object.entries(fields).reduce<Size>(
    (all, [name, value]) => {
      const { combinations, keys } = fieldSize(name, value, depth);
      return { combinations: all.combinations * combinations, keys: all.keys + keys };
    },
    { combinations: 1, keys: 0 },
  );
}

function fieldSize(name: string, value: Json, depth: number): Size {
  if (isObject(value)) return sizeOf(value, depth + 1);
  const list = value as readonly Json[];
  if (name !== '$or') return { combinations: list.length * depth, keys: 1 };
  const sizes = list.filter(isObject).map((item) => sizeOf(item, depth));
  return {
    combinations: sizes.reduce((sum, { combinations }) => sum + combinations, 0),
    keys: Math.max(...sizes.map(({ keys }) => keys)),
  };
}
