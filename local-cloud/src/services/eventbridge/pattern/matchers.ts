import { BlockList, isIP } from 'node:net';
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { inOrder } from '../../../core/wildcards.ts';
import { invalidPattern } from './errors.ts';

/** Whether a leaf of an event - text, number, boolean, null - is what a pattern wants. */
export type Matches = (value: Json) => boolean;

/** One alternative for a field: a value it may have, or that it is absent. */
export type Matcher = { readonly matches: Matches } | { readonly absent: true };

type Compile = (argument: Json) => Matcher;

/**
 * Reads one item of a field's list: a plain value, or a comparison such as `{ "prefix": "a" }`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compileMatcher(item: Json): Matcher {
  if (Array.isArray(item)) throw invalidPattern('A match value must be a scalar or an object');
  if (!isObject(item)) return { matches: equals(item) };
  const [name, argument] = onlyEntry(item, 'Only one key allowed in match expression');
  const compile = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (compile === undefined) throw invalidPattern(`Unrecognized match type ${name}`);
  return compile(argument);
}

/** The names that stand for comparisons, and so cannot be those of fields under `$or`. */
export function isComparison(name: string): boolean {
  return Object.hasOwn(COMPARISONS, name);
}

const COMPARISONS: Readonly<Record<string, Compile>> = {
  prefix: (argument) => ({ matches: affix('prefix', argument) }),
  suffix: (argument) => ({ matches: affix('suffix', argument) }),
  'equals-ignore-case': (argument) => ({
    matches: ignoringCase(text(argument, 'equals-ignore-case')),
  }),
  wildcard: (argument) => ({ matches: wildcard(text(argument, 'wildcard')) }),
  exactly: (argument) => ({ matches: equals(text(argument, 'exact')) }),
  cidr: (argument) => ({ matches: cidr(text(argument, 'cidr')) }),
  numeric: (argument) => ({ matches: numeric(argument) }),
  exists: (argument) => {
    if (typeof argument !== 'boolean') {
      throw invalidPattern('exists match pattern must be either true or false.');
    }
    return argument ? { matches: () => true } : { absent: true };
  },
  'anything-but': (argument) => ({ matches: anythingBut(argument) }),
};

function equals(wanted: Json): Matches {
  return (value) => value === wanted;
}

function affix(kind: 'prefix' | 'suffix', argument: Json): Matches {
  if (!isObject(argument)) return startsOrEnds(kind, text(argument, kind));
  const [name, inner] = onlyEntry(argument, 'Only one key allowed in match expression');
  if (name !== 'equals-ignore-case') throw invalidPattern(`Unsupported ${kind} pattern: ${name}`);
  const matches = startsOrEnds(kind, text(inner, 'equals-ignore-case').toLowerCase());
  return (value) => typeof value === 'string' && matches(value.toLowerCase());
}

function startsOrEnds(kind: 'prefix' | 'suffix', affixText: string): Matches {
  return (value) =>
    typeof value === 'string' &&
    (kind === 'prefix' ? value.startsWith(affixText) : value.endsWith(affixText));
}

function ignoringCase(wanted: string): Matches {
  const lower = wanted.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === lower;
}

/** `*` is any number of characters; a backslash takes its meaning from `*` and itself. */
function wildcard(pattern: string): Matches {
  const pieces = [''];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index]!;
    if (character === '*') {
      if (pattern[index + 1] === '*') {
        throw invalidPattern(`Consecutive wildcard characters at pos ${index + 1}`);
      }
      pieces.push('');
    } else if (character === '\\') {
      const escaped = pattern[++index];
      if (escaped !== '*' && escaped !== '\\') {
        throw invalidPattern(`Invalid escape character at pos ${index - 1}`);
      }
      pieces[pieces.length - 1] += escaped;
    } else {
      pieces[pieces.length - 1] += character;
    }
  }
  const matches = inOrder(pieces);
  return (value) => typeof value === 'string' && matches(value);
}

function cidr(argument: string): Matches {
  const parts = argument.split('/');
  if (parts.length !== 2) throw invalidPattern("Malformed CIDR, one '/' required");
  const [address, bits] = parts as [string, string];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  if (version === 0 || !/^\d+$/.test(bits) || Number(bits) > most) {
    throw invalidPattern(`Malformed CIDR: ${argument}`);
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), version === 4 ? 'ipv4' : 'ipv6');
  return (value) => {
    if (typeof value !== 'string') return false;
    const family = isIP(value);
    return family === version && block.check(value, family === 4 ? 'ipv4' : 'ipv6');
  };
}

type Bound = (value: number, limit: number) => boolean;
const BOUNDS: Readonly<Record<string, Bound>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** `["=", 5]`, `["<", 5]`, or a lower bound followed by an upper one: `[">", 0, "<=", 5]`. */
function numeric(argument: Json): Matches {
  if (!Array.isArray(argument)) throw invalidPattern('Value of numeric must be an array.');
  const [operator, limit, second, top, ...rest] = argument;
  const first = bound(operator, limit);
  if (argument.length === 2) return (value) => typeof value === 'number' && first(value);
  if (operator !== '>' && operator !== '>=') {
    throw invalidPattern('Too many elements in numeric expression');
  }
  if (second !== '<' && second !== '<=') {
    throw invalidPattern(`Bad numeric range operator: ${JSON.stringify(second)}`);
  }
  const last = bound(second, top);
  if (rest.length > 0) throw invalidPattern('Too many terms in numeric range expression');
  if (Number(limit) >= Number(top)) throw invalidPattern('Bottom must be less than top');
  return (value) => typeof value === 'number' && first(value) && last(value);
}

function bound(operator: Json | undefined, limit: Json | undefined): (value: number) => boolean {
  const compare = typeof operator === 'string' ? BOUNDS[operator] : undefined;
  if (compare === undefined) {
    throw invalidPattern(`Unrecognized numeric range operator: ${operator}`);
  }
  if (typeof limit !== 'number') {
    throw invalidPattern(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  }
  if (!Number.isFinite(limit)) throw invalidPattern(`Cannot compare number : ${limit}`);
  return (value) => compare(value, limit);
}

const NEGATABLE: Readonly<Record<string, (argument: string) => Matches>> = {
  prefix: (argument) => startsOrEnds('prefix', notEmpty(argument)),
  suffix: (argument) => startsOrEnds('suffix', notEmpty(argument)),
  'equals-ignore-case': ignoringCase,
  wildcard,
};

function anythingBut(argument: Json): Matches {
  const excluded = isObject(argument) ? negated(argument) : plainValues(argument);
  return (value) => !excluded.some((matches) => matches(value));
}

function negated(argument: JsonObject): Matches[] {
  const [name, inner] = onlyEntry(argument, 'Too many elements in numeric expression');
  const compile = Object.hasOwn(NEGATABLE, name) ? NEGATABLE[name] : undefined;
  if (compile === undefined) throw invalidPattern(`Unsupported anything-but pattern: ${name}`);
  return [inner].flat().map((item) => compile(text(item as Json, name)));
}

function plainValues(argument: Json): Matches[] {
  const values = [argument].flat() as Json[];
  if (values.length === 0) throw invalidPattern('Empty arrays are not allowed');
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size > 1 || !(kinds.has('string') || kinds.has('number'))) {
    throw invalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  return values.map(equals);
}

function notEmpty(argument: string): string {
  if (argument === '') throw invalidPattern('Null prefix/suffix not allowed');
  return argument;
}

function text(argument: Json, kind: string): string {
  if (typeof argument !== 'string') throw invalidPattern(`${kind} match pattern must be a string`);
  return argument;
}

function onlyEntry(value: JsonObject, problem: string): [string, Json] {
  const entries = Object.entries(value);
  if (entries.length !== 1) throw invalidPattern(problem);
  return entries[0]!;
}
