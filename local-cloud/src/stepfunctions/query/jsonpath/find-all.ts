import { isObject, type Json } from '../../../core/json.ts';
import { look, MEMBER } from '../visits.ts';
import { pick } from './find-one.ts';
import type { Predicate, Token } from './tokens.ts';

type Step = (value: Json, root: Json, found: Json[]) => void;

/**
 * Compiles an indefinite path to a function of its document: everything it finds, in document
 * order. Recorded: over a missing prefix AWS gives [] where Jayway alone would throw.
 */
export function findAll(tokens: readonly Token[]): (document: Json, root: Json) => Json[] {
  const step = compileSteps(tokens, 0);
  return (document, root) => {
    const found: Json[] = [];
    step(document, root, found);
    return found;
  };
}

function compileSteps(tokens: readonly Token[], at: number): Step {
  const token = tokens[at];
  if (token === undefined) return (value, _root, found) => void found.push(value);
  const next = compileSteps(tokens, at + 1);
  switch (token.kind) {
    case 'property':
      return propertyStep(token.name, next);
    case 'properties':
      return at === tokens.length - 1 ? pickStep(token.names) : unionStep(token.names, next);
    case 'index':
      return elementStep(() => [token.index], next);
    case 'indexes':
      return elementStep(() => token.indexes, next);
    case 'slice':
      return elementStep((length) => sliceIndexes(token.from, token.to, length), next);
    case 'wildcard':
      return wildcardStep(next);
    case 'filter':
      return filterStep(token.accepts, next);
    case 'scan':
      return scanStep(tokens[at + 1], next);
  }
}

function propertyStep(name: string, next: Step): Step {
  return (value, root, found) => {
    if (isObject(value) && Object.hasOwn(value, name)) next(value[name]!, root, found);
  };
}

function pickStep(names: readonly string[]): Step {
  return (value, _root, found) => {
    if (isObject(value)) found.push(pick(value, names));
  };
}

function unionStep(names: readonly string[], next: Step): Step {
  const steps = names.map((name) => propertyStep(name, next));
  return (value, root, found) => {
    for (const step of steps) step(value, root, found);
  };
}

function elementStep(indexes: (length: number) => readonly number[], next: Step): Step {
  return (value, root, found) => {
    if (!Array.isArray(value)) return;
    for (const index of indexes(value.length)) {
      const element = value.at(index);
      if (element !== undefined) next(element, root, found);
    }
  };
}

/** Jayway's slices: a negative bound counts from the end only where the other bound is open. */
function sliceIndexes(
  from: number | undefined,
  to: number | undefined,
  length: number,
): readonly number[] {
  const start = to === undefined ? Math.max(0, fromEnd(from!, length)) : (from ?? 0);
  const end = from === undefined ? fromEnd(to!, length) : (to ?? length);
  const count = Math.max(0, Math.min(end, length) - start);
  return Array.from({ length: count }, (_, offset) => start + offset);
}

function fromEnd(bound: number, length: number): number {
  return bound < 0 ? length + bound : bound;
}

function wildcardStep(next: Step): Step {
  return (value, root, found) => {
    for (const child of children(value)) {
      look();
      next(child, root, found);
    }
  };
}

function filterStep(accepts: Predicate, next: Step): Step {
  return (value, root, found) => {
    const candidates = Array.isArray(value) ? value : isObject(value) ? [value] : [];
    for (const candidate of candidates) {
      look();
      if (accepts(candidate, root)) next(candidate, root, found);
    }
  };
}

function scanStep(target: Token | undefined, next: Step): Step {
  const applies = scanTarget(target);
  const scan: Step = (value, root, found) => {
    look();
    if (applies(value, root)) next(value, root, found);
    for (const child of children(value)) scan(child, root, found);
  };
  return scan;
}

/**
 * Which values a scan applies its token to. A filter has to accept the value itself, so that
 * nothing is found twice: once in its array, once alone.
 */
function scanTarget(token: Token | undefined): Predicate {
  if (token?.kind === 'filter') return token.accepts;
  if (token?.kind !== 'properties') return () => true;
  return (value) => isObject(value) && token.names.every((name) => Object.hasOwn(value, name));
}

/** The members of larger objects take V8 ten times as long to find, and more. */
const SMALL_OBJECT = 128;

function children(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  const values = Object.values(value);
  if (values.length > SMALL_OBJECT) look(MEMBER * values.length);
  return values;
}
