import { analyse, type JsonataReferences } from './analyse.ts';
import type { Node } from './ast.ts';
import { JsonataSyntaxError } from './errors.ts';
import { compileEvaluator, type Evaluator } from './evaluate/evaluator.ts';
import { parse } from './parse.ts';

/** What is known of an expression, for whoever checks it and for whoever evaluates it. */
interface KnownExpression {
  /** Throws JsonataSyntaxError. */
  readonly references: JsonataReferences;
  readonly evaluator: Evaluator;
}

/** One that was parsed here. */
class ParsedExpression implements KnownExpression {
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

/** What checking an expression came to: what it refers to, or what is wrong with it. */
export type Checked = JsonataReferences | JsonataSyntaxError;

/** One that was checked apart, where it is evaluated as well, or one that is wrong. */
class CheckedExpression implements KnownExpression {
  readonly #expression: string;
  readonly #checked: Checked;

  constructor(expression: string, checked: Checked) {
    this.#expression = expression;
    this.#checked = checked;
  }

  get references(): JsonataReferences {
    if (this.#checked instanceof JsonataSyntaxError) throw this.#checked;
    return this.#checked;
  }

  get evaluator(): Evaluator {
    if (this.#checked instanceof JsonataSyntaxError) throw this.#checked;
    return compileEvaluator(parse(this.#expression));
  }
}

/** Of all known expressions together: two definitions have no more. */
const MOST_CHARACTERS = 2 ** 23;
/** What is known of the shortest expression takes as much memory as so many characters of a long one. */
const SHORTEST = 40;
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

/** What checking an expression comes to. */
export function checkJsonata(expression: string): Checked {
  try {
    return analyseJsonata(expression);
  } catch (error) {
    if (error instanceof JsonataSyntaxError) return error;
    throw error;
  }
}

/** Knows from now on what checking an expression came to apart. */
export function keepChecked(expression: string, checked: Checked): void {
  keep(expression, new CheckedExpression(expression, checked));
}

function find(expression: string): KnownExpression {
  return known.get(expression) ?? keep(expression, read(expression));
}

/** What is wrong with an expression is known from then on as well. */
function read(expression: string): KnownExpression {
  try {
    return new ParsedExpression(expression);
  } catch (error) {
    if (!(error instanceof JsonataSyntaxError)) throw error;
    return new CheckedExpression(expression, error);
  }
}

function keep(expression: string, found: KnownExpression): KnownExpression {
  if (!known.delete(expression)) characters += expression.length + SHORTEST;
  known.set(expression, found);
  forgetOldest();
  return found;
}

function forgetOldest(): void {
  for (const [expression] of known) {
    if (characters <= MOST_CHARACTERS) return;
    known.delete(expression);
    characters -= expression.length + SHORTEST;
  }
}
