import type { MockInput } from '@aws-sdk/client-sfn';
import { isObject, type Json } from '../../core/json.ts';
import { errorAndCause } from '../execution/failure.ts';
import { version1, version2 } from '../integrations/java-names.ts';
import { findOptimised } from '../integrations/registry.ts';
import { isWorkState, type State, type TaskState } from '../language/definition.ts';
import { callsService, parseResource } from '../language/resource.ts';
import { parseJson } from '../parse-json.ts';
import type { Tasks } from '../ports.ts';
import { checkAgainst } from './mock-schema.ts';
import { invalid } from './problems.ts';
import type { TestStatePorts } from './types.ts';

/** What stands in for the work of a Task, Parallel or Map. */
export type Mock =
  | { readonly result: Json; readonly text: string }
  | { readonly error: string; readonly cause: string | undefined };

/**
 * Reads and checks the `mock` of a request: its type by the state's, its fields by the API model
 * of the operation that a Task calls.
 * https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 * @throws AwsError ValidationException
 */
export async function readMock(
  given: MockInput | undefined,
  state: State,
  ports: TestStatePorts,
): Promise<Mock | undefined> {
  if (given?.result === undefined && given?.errorOutput === undefined) return undefined;
  if (!isWorkState(state)) {
    throw invalid(`State type '${state.Type}' is not supported when a mock is specified`);
  }
  if (given.errorOutput !== undefined) {
    if (given.result !== undefined) {
      throw invalid(
        'A test mock should have only one of the following fields: [result, errorOutput].',
      );
    }
    const { error, cause } = given.errorOutput;
    // Not recorded; documented: "This field is required if mock.errorOutput is specified."
    if (error === undefined) {
      throw invalid('A mocked errorOutput must have the field: [error].');
    }
    return { error, cause };
  }
  const text = given.result ?? '';
  const result = parseResult(text);
  checkKind(result, state);
  const mode = given.fieldValidationMode ?? 'STRICT';
  if (state.Type === 'Task' && mode !== 'NONE') await checkFields(result, state, mode, ports);
  return { result, text };
}

function parseResult(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw invalid('Mocked result must be valid JSON');
  }
}

/** A Parallel gives an array, of what each branch gives; a Map too, unless it writes its results elsewhere. */
function checkKind(result: Json, state: State): void {
  const written = state.Type === 'Map' && state.ResultWriter?.Resource !== undefined;
  if (written && !isObject(result)) throw invalid('Mocked result must be a JSON object.');
  const array = state.Type === 'Parallel' || (state.Type === 'Map' && !written);
  if (!array) return;
  if (!Array.isArray(result)) throw invalid('Mocked result must be an array.');
  if (state.Type !== 'Parallel' || result.length === state.Branches.length) return;
  // Not recorded; documented: "a JSON array with one element for each branch".
  throw invalid(
    `Mocked result must be an array with one element for each branch: ${state.Branches.length}.`,
  );
}

/**
 * Callbacks end with whatever ended them, and so do calls without an API model; a job ends with the
 * answer of the call that it is polled by.
 */
async function checkFields(
  result: Json,
  { Resource }: TaskState,
  mode: 'STRICT' | 'PRESENT',
  { integrations, limitsOf }: TestStatePorts,
): Promise<void> {
  const resource = parseResource(Resource);
  if (!callsService(resource) || resource.pattern === 'waitForTaskToken') return;
  const integration = findOptimised(resource);
  const service = integration?.sdkService ?? resource.service;
  const { action } =
    resource.pattern === 'request' ? resource : (integration?.job?.describe(UNSTARTED) ?? {});
  const shape = action === undefined ? undefined : await integrations.calls.shape(service, action);
  if (!shape) return;
  const problem = checkAgainst(shape.output, result, {
    spelling: resource.kind === 'aws-sdk' ? version2 : version1,
    strict: mode === 'STRICT',
    limitsOf: await limitsOf(shape.sdkId),
  });
  if (problem !== undefined) throw invalid(`Mock result schema validation error: ${problem}`);
}

/** A job of which only the operation is asked that tells how it is doing. */
const UNSTARTED = { parameters: {}, submitted: {} };

/** Tasks that give what the mock says, at once. */
export function mockedTasks(mock: Mock): Tasks {
  return {
    start(_request, observer) {
      if ('error' in mock) observer.failed(errorAndCause(mock));
      else observer.succeeded(mock.result);
      return { cancel: () => {} };
    },
    call: () => Promise.resolve(null),
  };
}
