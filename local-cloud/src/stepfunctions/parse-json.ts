import { DEEPEST, type Json } from '../core/json.ts';
import { readJson } from '../core/json-number.ts';
import { endOfString, QUOTE } from '../core/json-scan.ts';
import { nestingProblem } from '../core/json-text.ts';
import { StatesError } from './errors.ts';

/**
 * Parses JSON that came from outside an execution: deeper nesting would cost the stack of whoever
 * reads it next. Throws SyntaxError, and States.Runtime for what is nested too deeply.
 */
export function parseJson(text: string): Json {
  // Each level takes two characters.
  if (text.length > 2 * DEEPEST && depthOf(text) > DEEPEST) throw nestedTooDeeply();
  return readJson(text);
}

export function nestedTooDeeply(): StatesError {
  return new StatesError('States.Runtime', nestingProblem(DEEPEST + 1));
}

/** How deep a JSON text gets, counted no further than one level too deep. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length && deepest <= DEEPEST; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (char === OPEN_ARRAY || char === OPEN_OBJECT) deepest = Math.max(deepest, ++depth);
    else if (char === CLOSE_ARRAY || char === CLOSE_OBJECT) depth -= 1;
  }
  return deepest;
}

const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from(
  '[]{}',
) as unknown as readonly number[];
