import { nextTurn } from '../../core/turns.ts';
import { knowCall } from './intrinsics/known-calls.ts';
import { expressionOf, isJsonataString } from './jsonata/jsonata-string.ts';
import {
  type Checked,
  checkJsonata,
  compileExpression,
  keepChecked,
} from './jsonata/known-expressions.ts';

/**
 * So many characters take a hundredth of a second to parse and compile, a seventh at most: the parser
 * needs the square of the time for a path of twice as many steps.
 */
const AT_ONCE = 5_000;

/** The shortest expression takes as long as so many characters of a long one. */
const SHORTEST = 100;

/** Whether an expression is too long to be parsed where all else has to wait for it. */
export function isLong(expression: string): boolean {
  return expression.length > AT_ONCE;
}

/**
 * Checks and compiles the expressions in a definition, and lets others have their turn meanwhile. What
 * is wrong with the definition is for others to tell.
 *
 * @param definition JSON, or what is none
 * @param checkApart checks the long ones, which are compiled where they are evaluated
 */
export async function knowExpressions(
  definition: string,
  checkApart: (expression: string) => Promise<Checked | undefined>,
): Promise<void> {
  if (definition.length <= AT_ONCE || !/\{%|States\./.test(definition)) return;
  const { expressions, calls } = await expressionsIn(definition);
  for (const call of calls) await knowCall(call);
  const long = new Map<string, Checked>();
  let left = AT_ONCE;
  for (const expression of expressions) {
    if (isLong(expression)) {
      const checked = await checkApart(expression);
      if (checked !== undefined) long.set(expression, checked);
      continue;
    }
    left -= expression.length + SHORTEST;
    if (!(checkJsonata(expression) instanceof Error)) compileExpression(expression);
    if (left > 0) continue;
    await nextTurn();
    left = AT_ONCE;
  }
  // All at once, so that none is forgotten before the definition is looked at.
  for (const [expression, checked] of long) keepChecked(expression, checked);
}

interface Found {
  readonly expressions: ReadonlySet<string>;
  /** The long ones of intrinsic functions. */
  readonly calls: ReadonlySet<string>;
}

async function expressionsIn(definition: string): Promise<Found> {
  const found = { expressions: new Set<string>(), calls: new Set<string>() };
  const values = [parsed(definition)];
  await nextTurn();
  // Those inside come after those around them, without recursion: depth costs no stack.
  for (const value of values) {
    if (isJsonataString(value)) found.expressions.add(expressionOf(value));
    else if (typeof value === 'string') {
      if (isLong(value) && /^\s*States\./.test(value)) found.calls.add(value.trim());
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) values.push(inner);
    }
  }
  await nextTurn();
  return found;
}

function parsed(definition: string): unknown {
  try {
    return JSON.parse(definition);
  } catch {
    return undefined;
  }
}
