import { isObject, type Json, type JsonObject, setMember } from '../../../core/json.ts';
import { PathError } from './errors.ts';
import { type DefinitePath, type DefiniteToken, fragment } from './tokens.ts';

/**
 * The one value a definite path names. Throws PathError where it leads nowhere, in the words of
 * Jayway JsonPath 2.0, the version that the messages of AWS give away.
 */
export function findOne({ text, tokens }: DefinitePath, document: Json): Json {
  let value = document;
  for (let at = 0; at < tokens.length; at++) {
    const next = step(tokens, at, value);
    if (next instanceof Failure) throw new PathError(text, next.reason);
    value = next;
  }
  return value;
}

/** The value of a definite path in a document; undefined where it leads nowhere. */
export function findOrNothing(path: DefinitePath, document: Json | undefined): Json | undefined {
  if (document === undefined) return undefined;
  try {
    return findOne(path, document);
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

class Failure {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

function step(tokens: readonly DefiniteToken[], at: number, value: Json): Json | Failure {
  const token = tokens[at]!;
  switch (token.kind) {
    case 'property':
      return member(tokens, at, token.name, value);
    case 'properties':
      return members(tokens, at, token.names, value);
    case 'index':
      return element(tokens, at, token.index, value);
  }
}

function member(
  tokens: readonly DefiniteToken[],
  at: number,
  name: string,
  value: Json,
): Json | Failure {
  if (!isObject(value)) return noObject(tokens, at);
  if (Object.hasOwn(value, name)) return value[name]!;
  const place = written(tokens, at + 1);
  const isLast = at === tokens.length - 1;
  return new Failure(
    isLast ? `No results for path: ${place}` : `Missing property in path ${place}`,
  );
}

function members(
  tokens: readonly DefiniteToken[],
  at: number,
  names: readonly string[],
  value: Json,
): Json | Failure {
  if (!isObject(value)) return noObject(tokens, at);
  if (at === tokens.length - 1) return pick(value, names);
  return new Failure(`Multi properties can only be used as path leafs: ${written(tokens, at + 1)}`);
}

function element(
  tokens: readonly DefiniteToken[],
  at: number,
  index: number,
  value: Json,
): Json | Failure {
  if (Array.isArray(value)) {
    const place = written(tokens, at + 1);
    return value.at(index) ?? new Failure(`Index out of bounds when evaluating path ${place}`);
  }
  const rest = tokens.slice(at).map(fragment).join('');
  const current = JSON.stringify(value);
  return new Failure(
    `Filter: ${rest} can only be applied to arrays. Current context is: ${current}`,
  );
}

function noObject(tokens: readonly DefiniteToken[], at: number): Failure {
  return new Failure(`Property ${fragment(tokens[at]!)} not found in path ${written(tokens, at)}`);
}

function written(tokens: readonly DefiniteToken[], end: number): string {
  return `$${tokens.slice(0, end).map(fragment).join('')}`;
}

/** An object of those of the named members that there are. */
export function pick(value: JsonObject, names: readonly string[]): Json {
  const picked: JsonObject = {};
  for (const name of names) {
    if (Object.hasOwn(value, name)) setMember(picked, name, value[name]!);
  }
  return picked;
}
