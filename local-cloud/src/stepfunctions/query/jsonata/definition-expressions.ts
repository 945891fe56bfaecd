import { nextTurn } from '../../../core/turns.ts';
import { expressionOf, isJsonataString } from './jsonata-string.ts';
import { type Checked, checkJsonata, compileExpression, keepChecked } from './known-expressions.ts';

/**
 * So many characters take a hundredth of a second to parse and compile, a seventh at most: the parser
 * needs the square of the time for a path of twice as many steps.
 */
const AT_ONCE = 5_000;

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
  if (definition.length <= AT_ONCE) return;
  const long = new Map<string, Checked>();
  let left = AT_ONCE;
  for (const expression of expressionsIn(definition)) {
    if (isLong(expression)) {
      const checked = await checkApart(expression);
      if (checked !== undefined) long.set(expression, checked);
      continue;
    }
    left -= expression.length;
    if (!(checkJsonata(expression) instanceof Error)) compileExpression(expression);
    if (left > 0) continue;
    await nextTurn();
    left = AT_ONCE;
  }
  // All at once, so that none is forgotten before the definition is looked at.
  for (const [expression, checked] of long) keepChecked(expression, checked);
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
