import { AwsError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type Payload, parsePayload } from '../execution/payload.ts';
import type { State } from '../language/definition.ts';
import { jsonProblem } from '../language/json-text.ts';
import { isAnsweredLater, resourceOf } from '../language/resource.ts';
import { parseJson } from '../parse-json.ts';
import type { Mock } from './mock.ts';
import { invalid, invalidDefinition } from './problems.ts';
import { holds } from './tested-state.ts';
import type { TestStateInput } from './types.ts';

/** What of a request does not go together. Texts recorded, where not marked otherwise. */
export function checkRequest(given: TestStateInput, state: State, mock: Mock | undefined): void {
  if (mock && given.revealSecrets) {
    throw invalid('TestState does not support RevealSecrets when a mock is specified.');
  }
  checkConfiguration(given, state, mock);
  if (!mock) checkUnmocked(given, state);
  // Not recorded; documented: "This field may only be specified if a mock is specified".
  if (!mock && given.context !== undefined) {
    throw invalid('TestState does not support Context when a mock is not specified.');
  }
}

function checkConfiguration(
  { stateConfiguration: wanted }: TestStateInput,
  state: State,
  mock: Mock | undefined,
): void {
  const failures = wanted?.mapIterationFailureCount;
  if (failures !== undefined) {
    if (!mock) {
      throw invalid(
        'TestState does not support MapIterationFailureCount when a mock is not specified.',
      );
    }
    const iterations =
      'result' in mock && Array.isArray(mock.result) ? mock.result.length : failures;
    if (failures > iterations) {
      throw invalid(
        'Map iteration failure count must be less than or equal to the number of Map iterations',
      );
    }
  }
  const culprit = wanted?.errorCausedByState;
  if (culprit !== undefined && !holds(state, culprit))
    throw invalid('State not found in definition');
}

function checkUnmocked({ roleArn }: TestStateInput, state: State): void {
  if (state.Type === 'Map' || state.Type === 'Parallel') {
    throw invalidDefinition(
      'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  }
  if (state.Type !== 'Task') return;
  if (roleArn === undefined) throw invalid('RoleArn must be specified when testing a Task state');
  if (isAnsweredLater(resourceOf(state.Resource))) {
    // Not recorded; documented: such Tasks are supported "when a mock is specified".
    throw invalid(`TestState does not support ${state.Resource} when a mock is not specified.`);
  }
}

/** The `input` of a request, `{}` where there is none. */
export function readInput(text = '{}'): Payload {
  const problem = jsonProblem(text);
  if (problem === undefined) return parsePayload(text);
  throw new AwsError(
    'InvalidExecutionInput',
    `Invalid State Machine Execution Input: '${problem}'`,
  );
}

export function readObject(text: string | undefined, what: string): JsonObject | undefined {
  if (text === undefined) return undefined;
  let value: Json = null;
  try {
    value = parseJson(text);
  } catch {}
  if (!isObject(value)) throw invalid(`${what} must be a valid JSON object`);
  return value;
}
