import type { InspectionErrorDetails } from '@aws-sdk/client-sfn';
import { isObject, type Json } from '../../core/json.ts';
import { nextTurn } from '../../core/turns.ts';
import { createEngine } from '../engine.ts';
import { errorAndCause, type Failure } from '../execution/failure.ts';
import type { Payload } from '../execution/payload.ts';
import { compileRetriers, delayOf, matches } from '../execution/retry.ts';
import type { Machine, Run } from '../execution/run.ts';
import type { InspectedField, StartSpec } from '../execution/types.ts';
import { createTasks } from '../integrations/tasks.ts';
import { isWorkState } from '../language/definition.ts';
import type { Journal, Tasks } from '../ports.ts';
import { contextOf, readContext } from './context.ts';
import { type HttpTrace, traceHttp } from './http-trace.ts';
import { inspectionData, type Seen } from './inspection.ts';
import type { MapTest } from './map-inspection.ts';
import { type Mock, mockedTasks, readMock } from './mock.ts';
import { compileTested } from './nodes.ts';
import { checkRequest, readInput, readObject } from './request.ts';
import { findState, type TestedState } from './tested-state.ts';
import type { TestStateInput, TestStateOutput, TestStatePorts } from './types.ts';

/**
 * The TestState operation: executes one state, for real or on a mock, and shows what each step of
 * its input and output processing came to.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 * @throws AwsError InvalidDefinition, InvalidExecutionInput, ValidationException
 */
export async function testState(
  given: TestStateInput,
  ports: TestStatePorts,
): Promise<TestStateOutput> {
  const tested = await findState(given.definition ?? '', given.stateName);
  const mock = await readMock(given.mock, tested.state, ports);
  checkRequest(given, tested.state, mock);
  const trial = new Trial(given, tested, mock, ports);
  // A state as long as a definition takes its time to compile, and again to be executed.
  await nextTurn();
  await trial.run();
  await nextTurn();
  return trial.output();
}

/** One execution of the state under test, as a machine of its own. */
class Trial {
  readonly #given: TestStateInput;
  readonly #tested: TestedState;
  readonly #ports: TestStatePorts;
  readonly #input: Payload;
  readonly #spec: StartSpec;
  readonly #tasks: Tasks;
  readonly #fields = new Map<InspectedField, Json>();
  readonly #http: HttpTrace = {};
  readonly #map: MapTest;
  /** The states that were entered. */
  readonly #entered: string[] = [];
  #run: Run | undefined;
  /** What Retry and Catch were asked about. */
  #failure: Failure | undefined;
  #retry: { readonly index: number; readonly seconds?: number } | undefined;

  constructor(
    given: TestStateInput,
    tested: TestedState,
    mock: Mock | undefined,
    ports: TestStatePorts,
  ) {
    this.#given = given;
    this.#tested = tested;
    this.#ports = ports;
    const { mapItemReaderData, mapIterationFailureCount } = given.stateConfiguration ?? {};
    this.#map = {
      readerData: mapItemReaderData,
      failures: mapIterationFailureCount ?? 0,
      seen: {},
    };
    this.#tasks = mock ? mockedTasks(mock) : this.#realTasks();
    this.#input = readInput(given.input);
    this.#spec = this.#specFor(mock);
  }

  /** Ends when the state has been left, has failed, or would be retried. */
  run(): Promise<void> {
    const { clock, random } = this.#ports.integrations;
    const journal: Journal = {
      event: (_, { stateEnteredEventDetails: details }) => {
        if (details !== undefined) this.#entered.push(details.name!);
      },
      status: () => {},
    };
    const engine = createEngine({ clock, random, tasks: this.#tasks, journal });
    return new Promise((resolve) => {
      this.#run = engine.start(this.#spec, this.#input) as Run;
      this.#run.onEnd(() => resolve());
    });
  }

  output(): TestStateOutput {
    const status = this.#status();
    const level = this.#given.inspectionLevel ?? 'INFO';
    const { error, cause } = this.#ending();
    const output = status === 'RETRIABLE' ? undefined : this.#run?.output;
    const nextState = this.#nextState();
    return {
      status,
      ...(output !== undefined && { output }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause: withoutPlace(cause) }),
      ...(nextState !== undefined && { nextState }),
      ...(level !== 'INFO' && {
        inspectionData: inspectionData(this.#tested.state, level, this.#seen(status)),
      }),
    };
  }

  /** A test that outlasts the five minutes of an Express execution has timed out. */
  #ending(): Failure {
    if (this.#failure) return this.#failure;
    if (this.#run?.status === 'TIMED_OUT') return { error: 'States.Timeout' };
    const { error, cause } = this.#run ?? {};
    return errorAndCause({ error, cause });
  }

  #status(): NonNullable<TestStateOutput['status']> {
    if (this.#retry?.seconds !== undefined) return 'RETRIABLE';
    if (this.#run?.status !== 'SUCCEEDED') return 'FAILED';
    return this.#failure ? 'CAUGHT_ERROR' : 'SUCCEEDED';
  }

  /** The state that was entered after the one under test. */
  #nextState(): string | undefined {
    return this.#entered[1];
  }

  #seen(status: TestStateOutput['status']): Seen {
    const retriable = status === 'RETRIABLE';
    return {
      input: this.#input,
      fields: this.#fields,
      variables: (retriable ? this.#spec.variables : this.#run?.root.variables) ?? {},
      map: this.#map.seen,
      http: this.#http,
      succeeded: status === 'SUCCEEDED',
      errorDetails: this.#errorDetails(status),
    };
  }

  #errorDetails(status: TestStateOutput['status']): InspectionErrorDetails | undefined {
    const failure = this.#failure;
    if (!failure) return undefined;
    const { state } = this.#tested;
    const catchers = isWorkState(state) ? (state.Catch ?? []) : [];
    const details: InspectionErrorDetails = {};
    if (this.#retry) details.retryIndex = this.#retry.index;
    if (this.#retry?.seconds !== undefined) {
      details.retryBackoffIntervalSeconds = this.#retry.seconds;
    }
    if (status === 'CAUGHT_ERROR') {
      details.catchIndex = catchers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure));
    }
    return Object.keys(details).length > 0 ? details : undefined;
  }

  /** A failure that Retry would answer ends the test; any other goes on to Catch. */
  readonly #failed = (failure: Failure): void => {
    this.#failure = failure;
    const { state } = this.#tested;
    const retriers = compileRetriers(isWorkState(state) ? state.Retry : undefined);
    const index = retriers.findIndex(({ errors }) => matches(errors, failure));
    const retrier = retriers[index];
    if (!retrier) return;
    const used = this.#retries();
    this.#retry = { index };
    if (used >= retrier.maxAttempts) return;
    const delay = delayOf(retrier.definition, used, this.#ports.integrations.random);
    this.#retry = { index, seconds: Math.round(delay / 1000) };
    this.#run?.abort({});
  };

  /** Documented: retries can also be had out by the `RetryCount` of the context object. */
  #retries(): number {
    const { State } = this.#spec.context ?? {};
    const counted = isObject(State) ? Number(State.RetryCount ?? 0) : 0;
    return this.#given.stateConfiguration?.retrierRetryCount ?? counted;
  }

  #realTasks(): Tasks {
    const { integrations } = this.#ports;
    const http = traceHttp(integrations.http, this.#http, this.#given.revealSecrets ?? false);
    return createTasks({ ...integrations, http });
  }

  #specFor(mock: Mock | undefined): StartSpec {
    const { region, accountId, integrations } = this.#ports;
    const { name, state } = this.#tested;
    const machineName = integrations.random.uuid();
    const executionName = integrations.random.uuid();
    const arn = (kind: string) => `arn:aws:states:${region}:${accountId}:${kind}:${machineName}`;
    const node = compileTested(name, state, { mock, map: this.#map, onFailure: this.#failed });
    const machine: Machine = {
      definition: { StartAt: name, States: { [name]: state }, QueryLanguage: state.QueryLanguage },
      branch: { start: node, nodes: new Map([[name, node]]) },
      maps: new Map(),
    };
    const ids = { arn: `${arn('express')}:${executionName}`, name: executionName };
    const machineIds = { stateMachineArn: arn('stateMachine'), stateMachineName: machineName };
    return {
      ...ids,
      ...machineIds,
      machine,
      type: 'EXPRESS',
      input: this.#input.text,
      roleArn: this.#given.roleArn ?? '',
      variables: readObject(this.#given.variables, 'Variables') ?? {},
      context:
        readContext(this.#given, state) ??
        contextOf(
          this.#given,
          this.#input.value,
          { ...ids, ...machineIds },
          this.#tested,
          integrations,
        ),
      inspect: (field, value) => this.#fields.set(field, value),
    };
  }
}

/** An execution's cause says in which state and after which event; a test's does not (recorded). */
function withoutPlace(cause: string): string {
  return cause.replace(
    /^An error occurred while executing the state '.*?' \(entered at the event id #\d+\)\. /s,
    '',
  );
}
