import type { Json } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import { checkJsonText, JsonTextError } from '../../core/json-text.ts';
import type { Steps } from '../../core/turns.ts';
import { DefinitionError } from './diagnostics.ts';

/**
 * Reads a definition's JSON text as AWS's parser (Jackson) does: a field that is there twice and
 * nesting deeper than 1,000 are refused, and every complaint names line and column.
 */
export function* parseJsonText(text: string): Steps<Json> {
  try {
    checkJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const { message, location } = error;
    throw new DefinitionError([
      { severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message, location },
    ]);
  }
  yield;
  return readJson(text);
}

/** What the parser complains of in a text, without its copy of the source. Undefined: nothing. */
export function jsonProblem(text: string): string | undefined {
  try {
    checkJsonText(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return error.problem;
  }
}
