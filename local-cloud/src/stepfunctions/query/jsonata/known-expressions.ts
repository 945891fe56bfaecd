import { nextTurn } from '../../../core/turns.ts';
import { analyse, type JsonataReferences } from './analyse.ts';
import type { Node } from './ast.ts';
import { compileEvaluator, type Evaluator } from './evaluate/evaluator.ts';
import { expressionOf, isJsonataString } from './jsonata-string.ts';
import { parse } from './parse.ts';

/** An expression that was parsed once, for whoever checks it and for whoever evaluates it. */
class KnownExpression {
  readonly references: JsonataReferences;
  /** Until it is compiled. */
  #ast: Node | undefined;
  #evaluator: Evaluator | undefined;

  constructor(expression: string) {
    this.#ast = parse(expression);
    this.references = analyse(this.#ast);
  }

  get evaluator(): Evaluator {
    this.#evaluator ??= compileEvaluator(this.#ast!);
    this.#ast = undefined;
    return this.#evaluator;
  }
}

/** Of all known expressions together: two definitions have no more. */
const MOST_CHARACTERS = 2 ** 21;
const known = new Map<string, KnownExpression>();
let characters = 0;

/** Checks the syntax of an expression and says what it refers to. Throws JsonataSyntaxError. */
export function analyseJsonata(expression: string): JsonataReferences {
  return find(expression).references;
}

/** Compiles an expression, or finds it compiled. Throws JsonataSyntaxError. */
export function compileExpression(expression: string): Evaluator {
  return find(expression).evaluator;
}

function find(expression: string): KnownExpression {
  let found = known.get(expression);
  if (found === undefined) {
    found = new KnownExpression(expression);
    known.set(expression, found);
    characters += expression.length;
    forgetOldest();
  }
  return found;
}

function forgetOldest(): void {
  for (const [expression] of known) {
    if (characters <= MOST_CHARACTERS) return;
    known.delete(expression);
    characters -= expression.length;
  }
}

/** So many characters take a hundredth of a second to parse and compile. */
const AT_ONCE = 5_000;

/**
 * Compiles the expressions in a definition of many, and lets others have their turn meanwhile. What is
 * wrong with the definition is for others to tell.
 *
 * @param definition JSON, or what is none
 */
export async function compileInTurns(definition: string): Promise<void> {
  if (definition.length <= AT_ONCE) return;
  let left = AT_ONCE;
  for (const expression of expressionsIn(definition)) {
    left -= expression.length;
    try {
      compileExpression(expression);
    } catch {
      // It is found out again where it stands.
    }
    if (left > 0) continue;
    await nextTurn();
    left = AT_ONCE;
  }
}

function expressionsIn(definition: string): Set<string> {
  const found = new Set<string>();
  const collect = (_: string, value: unknown) => {
    if (isJsonataString(value)) found.add(expressionOf(value));
    return undefined;
  };
  try {
    JSON.parse(definition, collect);
  } catch {
    return new Set();
  }
  return found;
}
