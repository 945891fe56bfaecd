import type { Json } from '../../core/json.ts';
import { TaskAttempt } from '../execution/attempt.ts';
import { begunTask } from '../execution/begun-task.ts';
import { chain, type Eventually, inTurn } from '../execution/eventually.ts';
import { dataLimitExceeded, runtimeError } from '../execution/failure.ts';
import type { Held } from '../execution/held.ts';
import type { Step } from '../execution/node.ts';
import { oversized, type Payload, payloadOf } from '../execution/payload.ts';
import { StrandScope } from '../execution/scope.ts';
import type { Strand } from '../execution/strand.ts';
import { type TaskEvents, type TaskLimits, taskEvents } from '../execution/task-events.ts';
import type { Seconds, TaskState } from '../language/definition.ts';
import {
  isAnsweredByToken,
  isAnsweredLater,
  type Resource,
  resourceOf,
} from '../language/resource.ts';
import type { TaskRequest } from '../ports.ts';
import { QueryEvaluationError } from '../query/jsonata/errors.ts';
import { expressionOf } from '../query/jsonata/jsonata-string.ts';
import type { Scope } from '../query/scope.ts';
import type { Compilation } from './base.ts';
import { jsonataOf, numeric, path as pathOf, shown, template } from './expressions.ts';
import { inputSelector } from './output.ts';
import { parametersOf } from './pass.ts';
import { BaseWorkNode } from './work.ts';

/** The input, the seconds, and the role of its limits, evaluated together. */
type Known = [Payload, number | undefined, number | undefined, string | undefined];

type SecondsOf = (scope: Scope) => Eventually<number | undefined>;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export class TaskNode extends BaseWorkNode {
  readonly #resource: Resource;
  readonly #events: TaskEvents;
  /** Whether the task is answered by its token alone: callbacks and activities. */
  readonly #callback: boolean;
  /** Whether it has a token: a `.sync` task may be answered by it too (recorded). */
  readonly #tokened: boolean;
  readonly #input: (strand: Strand) => Eventually<Payload>;
  readonly #timeout: SecondsOf;
  readonly #heartbeat: SecondsOf;
  readonly #role: (scope: Scope) => Eventually<string | undefined>;
  /** It has neither timeouts nor credentials. */
  readonly #unlimited: boolean;

  constructor(name: string, state: TaskState, compilation: Compilation) {
    super(name, state, compilation);
    this.#resource = resourceOf(state.Resource);
    this.#events = taskEvents(this.#resource);
    this.#callback = isAnsweredByToken(this.#resource);
    this.#tokened = isAnsweredLater(this.#resource);
    this.#input = taskInput(state);
    this.#timeout = seconds('TimeoutSeconds', state.TimeoutSeconds, state.TimeoutSecondsPath);
    this.#heartbeat = seconds(
      'HeartbeatSeconds',
      state.HeartbeatSeconds,
      state.HeartbeatSecondsPath,
    );
    this.#role = credentials(state);
    this.#unlimited = isUnlimited(state);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    if (this.#tokened) this.#giveToken(strand);
    if (this.#unlimited) {
      const input = this.#input(strand);
      return input instanceof Promise
        ? input.then((known) => this.#schedule(strand, known, UNLIMITED))
        : this.#schedule(strand, input, UNLIMITED);
    }
    const scope = new StrandScope(strand, strand.input.value);
    const known = [
      () => this.#input(strand),
      () => this.#timeout(scope),
      () => this.#heartbeat(scope),
      () => this.#role(scope),
    ];
    return chain(inTurn<unknown>(known), (found) => {
      const [input, timeoutSeconds, heartbeatSeconds, roleArn] = found as Known;
      return this.#schedule(strand, input, { timeoutSeconds, heartbeatSeconds, roleArn });
    });
  }

  #giveToken(strand: Strand): void {
    strand.token = strand.run.shared.tokens.create();
    strand.forgetContext();
  }

  /** Recorded: a task on an activity that was deleted fails without having been scheduled. */
  #refuse(strand: Strand, parameters: Json): void {
    const refusal = strand.run.ports.tasks.refuses?.(this.#resource, parameters);
    if (refusal !== undefined) throw refusal;
  }

  #schedule(strand: Strand, input: Payload, limits: TaskLimits): undefined {
    if (oversized(input)) throw dataLimitExceeded(this.name);
    const { run } = strand;
    if (run.mocked?.of(this.name) === undefined) this.#refuse(strand, input.value);
    this.#events.scheduled(strand, input, limits);
    const request = this.#request(strand, input.value, limits);
    const attempt = new TaskAttempt(strand, this.#events, request, this.#succeeded);
    strand.task = attempt;
    run.turns.post(attempt);
  }

  #request(strand: Strand, parameters: Json, limits: TaskLimits): TaskRequest {
    const { run } = strand;
    return {
      executionArn: run.arn,
      executionName: run.name,
      stateMachineArn: run.stateMachineArn,
      stateName: this.name,
      enteredId: strand.enteredId,
      retryCount: strand.retryCount,
      resource: this.#resource,
      parameters,
      queryLanguage: this.language,
      timeoutSeconds: limits.timeoutSeconds,
      heartbeatSeconds: limits.heartbeatSeconds,
      roleArn: limits.roleArn ?? run.spec.roleArn,
      taskToken: this.#callback ? strand.token : undefined,
      traceHeader: run.spec.traceHeader,
      mocked: run.mocked?.of(this.name),
    };
  }

  /**
   * The work is begun again, unless it was handed over to somebody who answers by its token; a
   * job that was submitted is waited for.
   */
  takeUp(strand: Strand, { heartbeat }: Held): undefined {
    const { run } = strand;
    const { submitted, onlyToken, ...begun } = begunTask(run.history, strand.last, this.#callback);
    const limits = { ...begun.limits, heartbeatSeconds: heartbeat?.seconds };
    const request = {
      ...this.#request(strand, begun.parameters, limits),
      ...(submitted !== undefined && { submitted }),
    };
    const taken = { ...begun, onlyToken, lastBeat: heartbeat?.last };
    const attempt = new TaskAttempt(strand, this.#events, request, this.#succeeded, taken);
    strand.task = attempt;
    run.turns.post(attempt);
  }

  readonly #succeeded: Step = (strand) => {
    const result = strand.result!;
    strand.result = undefined;
    strand.run.spec.inspect?.('result', result.value);
    return this.leave(strand, result);
  };
}

const UNLIMITED: TaskLimits = {
  timeoutSeconds: undefined,
  heartbeatSeconds: undefined,
  roleArn: undefined,
};

function isUnlimited(state: TaskState): boolean {
  const { TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath } = state;
  const limits = [TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath];
  return limits.every((limit) => limit === undefined) && state.Credentials === undefined;
}

function taskInput(state: TaskState): (strand: Strand) => Eventually<Payload> {
  if (state.QueryLanguage === 'JSONPath')
    return parametersOf(state.Parameters, inputSelector(state));
  if (state.Arguments === undefined) return (strand) => strand.input;
  const evaluate = template(state.Arguments, 'JSONata', 'Arguments');
  return (strand) =>
    chain(evaluate(new StrandScope(strand, strand.input.value)), (value) => {
      strand.run.spec.inspect?.('afterArguments', value);
      return payloadOf(value, strand.input);
    });
}

/** A literal, a path (JSONPath), or an expression (JSONata) for a positive whole number of seconds. */
function seconds(field: string, literal: Seconds | undefined, path: string | undefined): SecondsOf {
  if (path !== undefined) return secondsAt(`${field}Path`, path);
  if (typeof literal !== 'string') return () => literal;
  const evaluate = jsonataOf(literal, field, 'number');
  return (scope) => chain(evaluate(scope), (value) => positive(value, literal, field));
}

/** Numbers from JSONata are rounded down. */
function positive(value: Json, expression: string, field: string): number {
  const number = Math.floor(Number(value));
  if (number > 0) return number;
  throw new QueryEvaluationError(
    expressionOf(expression),
    field,
    `returned a value that is not a positive integer: ${shown(value)}`,
  );
}

function secondsAt(field: string, path: string): SecondsOf {
  const read = pathOf(path);
  return (scope) => {
    const value = read(scope);
    const number = numeric(value);
    if (number === undefined || !Number.isInteger(number) || number <= 0) {
      throw runtimeError(
        `The ${field} parameter does not reference a positive integer: ${path} == ${shown(value)}`,
      );
    }
    return number;
  };
}

function credentials(state: TaskState): (scope: Scope) => Eventually<string | undefined> {
  const { Credentials } = state;
  if (Credentials === undefined) return () => undefined;
  const evaluate = template(Credentials, state.QueryLanguage, 'Credentials');
  return (scope) => chain(evaluate(scope), roleArnIn);
}

function roleArnIn(credentials: Json): string {
  const { RoleArn } = credentials as { RoleArn: Json };
  if (typeof RoleArn === 'string') return RoleArn;
  throw runtimeError(
    `RoleArn of Credentials must be the ARN of a role, but was: ${JSON.stringify(RoleArn)}`,
  );
}
