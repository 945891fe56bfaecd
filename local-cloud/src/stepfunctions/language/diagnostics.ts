/**
 * What is wrong with a definition, in the words of AWS.
 * Codes: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export type ErrorCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'UNSUPPORTED_JSONATA_EXPRESSION'
  | 'MISSING_END_STATE'
  | 'MISSING_TRANSITION_TARGET'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_STATE_NAME'
  | 'DUPLICATE_LABEL_NAME'
  | 'INVALID_LABEL_NAME';

export type WarningCode = 'NO_DOLLAR' | 'NO_PATH' | 'PASS_RESULT_IS_STATIC';

export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: ErrorCode | WarningCode;
  readonly message: string;
  /** `/States/Name/Field[0]`; absent where AWS gives none. */
  readonly location?: string;
}

/** `InvalidDefinition`: the message is what CreateStateMachine answers. */
export class DefinitionError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(`Invalid State Machine Definition: '${sentences(diagnostics).join(', ')}'`);
    this.name = 'InvalidDefinition';
    this.diagnostics = diagnostics;
  }
}

/** As many problems as are looked for in one definition: whoever made them has enough to do. */
export const MOST_PROBLEMS = 1_000;
/** As many characters as are told of problems: each may have a name as long as the definition. */
const MOST_CHARACTERS = 1_000_000;

/** The first of the diagnostics, one at least, that are no longer together than what is told. */
export function told(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  let characters = 0;
  const end = diagnostics.findIndex(({ message, location }, index) => {
    characters += message.length + (location?.length ?? 0);
    return characters > MOST_CHARACTERS && index > 0;
  });
  return end < 0 ? diagnostics : diagnostics.slice(0, end);
}

function sentences(diagnostics: readonly Diagnostic[]): string[] {
  const first = told(diagnostics);
  const isAll = first.length === diagnostics.length && first.length < MOST_PROBLEMS;
  return isAll ? first.map(sentence) : [...first.map(sentence), MORE];
}

const MORE =
  'The local cloud lists no more problems of one definition: correct these, and try again to see the rest';

/** AWS prints a location that it does not have as the word null. */
function sentence({ code, message, location }: Diagnostic): string {
  return `${code}: ${message} at ${location ?? null}`;
}

/** The location of a field of an object; `/` is the definition itself. */
export function fieldOf(location: string, field: string): string {
  return location === '/' ? `/${field}` : `${location}/${field}`;
}

export function itemOf(location: string, index: number): string {
  return `${location}[${index}]`;
}
