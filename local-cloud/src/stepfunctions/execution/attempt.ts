import type { Timer } from '../../core/clock.ts';
import type { Json } from '../../core/json.ts';
import type { TaskOrigin } from '../../core/service.ts';
import { StatesError } from '../errors.ts';
import type { TaskFailure, TaskHandle, TaskObserver, TaskRequest } from '../ports.ts';
import { dataLimitExceeded, errorAndCause } from './failure.ts';
import { CAUSE_CHARACTERS, ERROR_CHARACTERS } from './limits.ts';
import type { InLine } from './line.ts';
import type { Step } from './node.ts';
import { oversized, type Payload, parsePayload, receivedPayload } from './payload.ts';
import { failing, type Strand } from './strand.ts';
import type { TaskEvents } from './task-events.ts';

/** An attempt that was under way when its execution was saved. */
export interface TakenUp {
  /** When its time began: in ms since 1970. */
  readonly since: number;
  readonly started: boolean;
  /** Nothing more is to be done than to wait for its token. */
  readonly onlyToken: boolean;
  readonly lastBeat: number | undefined;
}

/**
 * One attempt of a Task, from Scheduled to its last event. The Tasks port tells it how the work
 * goes; it writes the events and sends the strand on.
 */
export class TaskAttempt implements TaskObserver, InLine<TaskAttempt> {
  behind: TaskAttempt | undefined;
  readonly #strand: Strand;
  readonly #events: TaskEvents;
  readonly #request: TaskRequest;
  readonly #succeeded: Step;
  readonly #token: string | undefined;
  #handle: TaskHandle | undefined;
  #started: boolean;
  /** Its work was handed over before: now only its token can end it. */
  readonly #onlyToken: boolean;
  #live = true;
  #timeout: Timer | undefined;
  #heartbeat: Timer | undefined;
  #lastBeat = 0;

  /**
   * `succeeded` is what the strand does with `strand.result`; `taken` is what is known of an
   * attempt that is under way already.
   */
  constructor(
    strand: Strand,
    events: TaskEvents,
    request: TaskRequest,
    succeeded: Step,
    taken?: TakenUp,
  ) {
    this.#strand = strand;
    this.#events = events;
    this.#request = request;
    this.#succeeded = succeeded;
    this.#token = strand.token;
    if (this.#token !== undefined) strand.run.shared.tokens.claim(this.#token, this);
    this.#started = taken?.started ?? false;
    this.#onlyToken = taken?.onlyToken ?? false;
    if (this.#started || !this.#waitsForWorker()) this.#watch(taken);
  }

  /** How often it is to beat, in seconds, and when it did last. */
  get heartbeats(): { seconds: number; last: number } | undefined {
    const { heartbeatSeconds: seconds } = this.#request;
    return seconds === undefined ? undefined : { seconds, last: this.#lastBeat };
  }

  get origin(): TaskOrigin {
    const { executionArn, stateName: state, enteredId, retryCount } = this.#request;
    return { executionArn, state, enteredId, attempt: retryCount + 1 };
  }

  /** Hands the work over. */
  start(): void {
    if (!this.#live || this.#onlyToken) return;
    try {
      const handle = this.#strand.run.ports.tasks.start(this.#request, this);
      this.#handle = handle;
    } catch (thrown) {
      this.failed(failureBy(thrown));
    }
  }

  started(details?: { workerName?: string }): void {
    this.#report(this.#onStarted, details);
  }

  submitted(output: Json): void {
    this.#report(this.#onSubmitted, output);
  }

  succeeded(output: Json): void {
    this.#report(this.#onSucceeded, output);
  }

  /** SendTaskSuccess: the output is JSON text as it was sent. */
  succeededWith(text: string): void {
    this.#report(this.#succeed, parsePayload(text));
  }

  failed(failure: TaskFailure): void {
    this.#report(this.#onFailed, failure);
  }

  heartbeat(): void {
    this.#lastBeat = this.#strand.run.ports.clock.now();
  }

  /** The execution goes on without this attempt. */
  cancel(reason: 'timeout' | 'aborted'): void {
    if (!this.#live) return;
    this.#end();
    this.#handle?.cancel(reason);
  }

  #onStarted(details: { workerName?: string } | undefined): void {
    if (this.#started) return;
    this.#started = true;
    this.#events.started(this.#strand, details);
    if (this.#waitsForWorker()) this.#watch(undefined);
  }

  /** Documented: the time of an activity's task begins when a worker takes it. */
  #waitsForWorker(): boolean {
    return this.#request.resource.kind === 'activity';
  }

  #onSubmitted(output: Json): void {
    this.#onStarted(undefined);
    this.#events.submitted(this.#strand, receivedPayload(output).text);
  }

  #onSucceeded(output: Json): void {
    try {
      this.#succeed(receivedPayload(output));
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      this.#onFailed(failureBy(thrown)); // nested too deeply to be copied
    }
  }

  #succeed(result: Payload): void {
    this.#onStarted(undefined);
    if (oversized(result)) {
      this.#onFailed(failureBy(dataLimitExceeded(this.#events.what)));
      return;
    }
    this.#events.succeeded(this.#strand, result.text);
    this.#end();
    this.#strand.result = result;
    this.#strand.proceed(this.#succeeded);
  }

  #onFailed(given: TaskFailure): void {
    const failure = cut(given);
    if (failure.phase === undefined) this.#onStarted(undefined);
    this.#events.failed(this.#strand, failure);
    this.#end();
    const { fatal } = failure;
    this.#strand.proceed(failing({ ...errorAndCause(failure), ...(fatal && { fatal }) }));
  }

  #onTimeout(alias: string | undefined): void {
    this.#onStarted(undefined);
    this.#events.timedOut(this.#strand);
    this.#end();
    this.#handle?.cancel('timeout');
    this.#strand.proceed(failing({ error: 'States.Timeout', ...(alias && { alias }) }));
  }

  #report<What>(report: (this: this, what: What) => void, what: What): void {
    if (this.#live) this.#strand.run.turns.guard(report, this, what);
  }

  #end(): void {
    this.#live = false;
    this.#timeout?.cancel();
    this.#heartbeat?.cancel();
    this.#strand.task = undefined;
    if (this.#token !== undefined) this.#strand.run.shared.tokens.release(this.#token);
  }

  #watch(taken: TakenUp | undefined): void {
    const { timeoutSeconds, heartbeatSeconds } = this.#request;
    const { clock } = this.#strand.run.ports;
    if (timeoutSeconds !== undefined) {
      const gone = taken === undefined ? 0 : clock.now() - taken.since;
      this.#timeout = clock.after(timeoutSeconds * 1000 - gone, () => this.#timedOut(), {
        what: () => this.#named('TimeoutSeconds'),
      });
    }
    if (heartbeatSeconds !== undefined) {
      this.#lastBeat = taken?.lastBeat ?? clock.now();
      this.#expectBeat(heartbeatSeconds * 1000);
    }
  }

  /** Looks again when the latest heartbeat has grown too old. */
  #expectBeat(interval: number): void {
    const { clock } = this.#strand.run.ports;
    const due = this.#lastBeat + interval;
    const look = () => {
      if (this.#lastBeat + interval > clock.now()) this.#expectBeat(interval);
      else this.#timedOut('States.HeartbeatTimeout');
    };
    this.#heartbeat = clock.after(due - clock.now(), look, {
      what: () => this.#named('HeartbeatSeconds'),
    });
  }

  #named(limit: string): string {
    const { stateName, executionArn } = this.#request;
    return `${limit} of ${stateName} in ${executionArn}`;
  }

  /** Recorded: a missed heartbeat is reported as States.Timeout as well. */
  #timedOut(alias?: string): void {
    this.#report(this.#onTimeout, alias);
  }
}

/** The API model allows errors and causes so long, and no longer. */
function cut(failure: TaskFailure): TaskFailure {
  const { error, cause } = failure;
  if ((error?.length ?? 0) <= ERROR_CHARACTERS && (cause?.length ?? 0) <= CAUSE_CHARACTERS) {
    return failure;
  }
  return {
    ...failure,
    ...(error !== undefined && { error: error.slice(0, ERROR_CHARACTERS) }),
    ...(cause !== undefined && { cause: cause.slice(0, CAUSE_CHARACTERS) }),
  };
}

/** What a port throws instead of reporting it. */
function failureBy(thrown: unknown): TaskFailure {
  if (thrown instanceof StatesError) return errorAndCause(thrown);
  return {
    error: 'States.TaskFailed',
    cause: thrown instanceof Error ? thrown.message : String(thrown),
  };
}
