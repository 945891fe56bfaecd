import { DefinitionError } from '../src/stepfunctions/language/diagnostics.ts';
import {
  type ParseOptions,
  parseDefinition,
  validateDefinition,
} from '../src/stepfunctions/language/parse.ts';
import { cannotPass } from './cannot-pass.ts';
import { differences } from './compare.ts';
import type { Fixture } from './fixtures.ts';
import type { Verdict } from './report.ts';

/** A definition that AWS was asked to create, or to validate. */
export interface DefinitionFixture extends Fixture {
  readonly kind: 'createError' | 'validateDefinition';
  readonly params: { readonly definition: unknown; readonly type?: 'STANDARD' | 'EXPRESS' };
}

/** Whether a fixture is about the definition; some creations fail for another reason. */
export function isDefinition(fixture: Fixture): fixture is DefinitionFixture {
  if (fixture.kind === 'validateDefinition') return true;
  return fixture.kind === 'createError' && refusalOf(fixture.expected) !== undefined;
}

/** Outcome: accepted or refused as on AWS. Cause: in the same words, at the same place. */
export function judgeDefinition(fixture: DefinitionFixture): Verdict {
  return fixture.kind === 'createError' ? judgeCreation(fixture) : judgeValidation(fixture);
}

function judgeCreation(fixture: DefinitionFixture): Verdict {
  const { definition, type } = fixture.params;
  const expected = refusalOf(fixture.expected);
  const actual = refusal(definition, type === undefined ? {} : { type });
  const same = actual === expected;
  return {
    fixture,
    outcome: actual !== undefined,
    ...(!cannotPass('createError message', fixture.id) && { cause: same }),
    reasons: same ? [] : [`expected ${expected}, got ${actual ?? 'no error'}`],
  };
}

function judgeValidation(fixture: DefinitionFixture): Verdict {
  const { definition, type } = fixture.params;
  const actual = validateDefinition(textOf(definition), type === undefined ? {} : { type });
  const { validation_response: expected } = fixture.expected as {
    validation_response: { result: string };
  };
  const reasons = differences(expected, actual, { ignore: new Set(['ResponseMetadata']) });
  return {
    fixture,
    outcome: actual.result === expected.result,
    cause: reasons.length === 0,
    reasons,
  };
}

/** The message of InvalidDefinition in a recorded answer; undefined where AWS minded something else. */
function refusalOf(expected: unknown): string | undefined {
  if (!JSON.stringify(expected).includes('InvalidDefinition')) return undefined;
  const [message] = messages(expected);
  return message?.replace(/^An error occurred .*? operation: /, '');
}

function messages(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' && ['exception_value', 'message', 'Message'].includes(name)
      ? [inner]
      : messages(inner),
  );
}

/** Why a definition is refused; undefined where it is accepted. Any other throw is told as such. */
export function refusal(
  definition: unknown,
  options: ParseOptions,
  parse: (text: string, options: ParseOptions) => unknown = parseDefinition,
): string | undefined {
  try {
    parse(textOf(definition), options);
    return undefined;
  } catch (error) {
    return error instanceof DefinitionError ? error.message : `threw ${error}`;
  }
}

function textOf(definition: unknown): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition);
}
