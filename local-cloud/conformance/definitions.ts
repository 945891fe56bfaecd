import { AwsError } from '../src/core/errors.ts';
import { DefinitionError } from '../src/stepfunctions/language/diagnostics.ts';
import {
  type ParseOptions,
  parseDefinition,
  validateDefinition,
} from '../src/stepfunctions/language/parse.ts';
import { ApiWorld } from './api-world.ts';
import { cannotPass } from './cannot-pass.ts';
import { differences } from './compare.ts';
import type { Fixture } from './fixtures.ts';
import type { Verdict } from './report.ts';

/** A state machine that AWS would not create, or a definition that it was asked to validate. */
export interface DefinitionFixture extends Fixture {
  readonly kind: 'createError' | 'validateDefinition';
  readonly params: {
    readonly definition: unknown;
    readonly name?: string;
    readonly roleArn?: string;
    readonly type?: 'STANDARD' | 'EXPRESS';
  };
}

export function isDefinition(fixture: Fixture): fixture is DefinitionFixture {
  return fixture.kind === 'createError' || fixture.kind === 'validateDefinition';
}

/** Outcome: accepted, or refused with the same error. Cause: in the same words, at the same place. */
export async function judgeDefinition(fixture: DefinitionFixture): Promise<Verdict> {
  return fixture.kind === 'createError' ? judgeCreation(fixture) : judgeValidation(fixture);
}

/** Asks the API, since some creations fail for another reason than the definition. */
async function judgeCreation(fixture: DefinitionFixture): Promise<Verdict> {
  const world = new ApiWorld(fixture.id, { logGroups: false });
  const params = { ...fixture.params, definition: textOf(fixture.params.definition) };
  const expected = errorOf(fixture.expected);
  if (expected.code === 'StateMachineAlreadyExists') {
    await world.send('SFN', 'CreateStateMachine', { ...params, definition: OTHER });
  }
  const actual = await thrownBy(world.send('SFN', 'CreateStateMachine', params));
  const same = actual?.code === expected.code && actual?.message === expected.message;
  return {
    fixture,
    outcome: actual?.code === expected.code,
    ...(!cannotPass('createError message', fixture.id) && { cause: same }),
    reasons: same ? [] : [`expected ${expected.message}, got ${actual?.message ?? 'no error'}`],
  };
}

const OTHER = '{"StartAt":"Other","States":{"Other":{"Type":"Succeed"}}}';

async function thrownBy(call: Promise<unknown>): Promise<AwsError | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** An exception as boto3 or a snapshot of it has it. */
function errorOf(recorded: unknown): { code?: string; message?: string } {
  if (typeof recorded !== 'object' || recorded === null) return {};
  const { Code, Message, exception_typename, exception_value } = recorded as Record<string, string>;
  if (Code !== undefined) return { code: Code, ...(Message !== undefined && { message: Message }) };
  if (exception_typename !== undefined) {
    const message = exception_value?.replace(/^An error occurred .*? operation: /, '');
    return { code: exception_typename, ...(message !== undefined && { message }) };
  }
  return (
    Object.values(recorded)
      .map(errorOf)
      .find(({ code }) => code !== undefined) ?? {}
  );
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
