import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, memberOf } from '../../core/json.ts';
import { fromJson, given, type State, toJson } from '../../core/state.ts';
import type { TaskHandle, TaskObserver, TaskRequest, Tasks } from '../ports.ts';

/** A failure or a delay to inject into Task states. */
export interface Fault {
  /** The state machine's name or ARN. Absent: any. */
  readonly stateMachine?: string;
  readonly state: string;
  /** Which attempts of the state within an execution: 1 is the first. Absent: every one. */
  readonly attempts?: readonly number[];
  /** Which of several tasks of the state, as in a Map: those whose Parameters include this. */
  readonly input?: Json;
  /** The error to fail with, as the service would name it. */
  readonly error?: string;
  readonly cause?: string;
  /** The work is done first, and only its answer is lost. */
  readonly answerLost?: boolean;
  /** Or: cloud seconds to wait before the work starts. */
  readonly delaySeconds?: number;
}

/** One attempt that a fault has struck. */
export interface Strike {
  /** Cloud time in milliseconds since 1970. */
  readonly at: number;
  readonly executionArn: string;
  readonly state: string;
  /** The id of the state's Entered event. */
  readonly enteredId: number;
  /** 1 is the first. */
  readonly attempt: number;
  /** The error it failed with; undefined where it was delayed. */
  readonly error: string | undefined;
  readonly delaySeconds: number | undefined;
}

/** So many strikes are kept: the oldest go first. */
const KEPT = 1000;

/** A fault that is armed. */
export interface ListedFault extends Fault {
  readonly id: string;
  /** How many attempts it has struck. */
  readonly struck: number;
}

const SAVED = z.strictObject({
  faults: z.map(z.string(), given<Fault & { struck: number }>()),
  next: z.number(),
  strikes: z.array(given<Strike>()),
});

/** The faults that are set. What the control endpoint and the scenarios change. */
export class Faults implements State {
  readonly #faults = new Map<string, Fault & { struck: number }>();
  readonly #strikes: Strike[] = [];
  #next = 1;

  /** Gives the id to clear it by. Throws a UserError for a fault that could do nothing. */
  add(fault: Fault): string {
    check(fault);
    const id = `fault-${this.#next++}`;
    this.#faults.set(id, { ...fault, struck: 0 });
    return id;
  }

  save(): Json {
    return toJson({ faults: this.#faults, next: this.#next, strikes: this.#strikes });
  }

  load(json: Json): void {
    const { faults, next, strikes } = fromJson(json, SAVED);
    for (const [id, fault] of faults) this.#faults.set(id, fault);
    this.#next = next;
    this.#strikes.push(...strikes);
  }

  /** What was struck, oldest first; by faults that are cleared, too. */
  strikes(): readonly Strike[] {
    return this.#strikes;
  }

  list(): ListedFault[] {
    return [...this.#faults].map(([id, fault]) => ({ id, ...fault }));
  }

  /** Clears one fault, or all. False: there is no such fault. */
  clear(id?: string): boolean {
    if (id !== undefined) return this.#faults.delete(id);
    this.#faults.clear();
    return true;
  }

  /** Puts these in the place of all others; all or none. */
  replace(faults: readonly Fault[]): void {
    for (const fault of faults) check(fault);
    this.clear();
    for (const fault of faults) this.add(fault);
  }

  /** The fault, if any, that strikes this attempt now: the one that was added first. */
  strike(request: TaskRequest, at: number): Fault | undefined {
    for (const fault of this.#faults.values()) {
      if (!matches(fault, request)) continue;
      fault.struck += 1;
      const { executionArn, stateName: state, enteredId, retryCount } = request;
      const { error, delaySeconds } = fault;
      const attempt = retryCount + 1;
      this.#strikes.push({ at, executionArn, state, enteredId, attempt, error, delaySeconds });
      if (this.#strikes.length > KEPT) this.#strikes.shift();
      return fault;
    }
    return undefined;
  }
}

function check(fault: Fault): void {
  const hasError = fault.error !== undefined;
  const hasDelay = fault.delaySeconds !== undefined;
  const isWhole = hasError || (!fault.answerLost && fault.cause === undefined);
  if (hasError !== hasDelay && isWhole && (!hasDelay || fault.delaySeconds! > 0)) return;
  throw new UserError(`The fault for the state '${fault.state}' cannot be injected.`, {
    why: 'A fault either fails the state with an error or delays it by a number of seconds above 0; "cause" and "answerLost" go with an error alone.',
    fix: 'Give it "error" (and "cause", "answerLost"), or "delaySeconds".',
  });
}

function matches(fault: Fault, request: TaskRequest): boolean {
  if (fault.state !== request.stateName) return false;
  if (fault.attempts !== undefined && !fault.attempts.includes(request.retryCount + 1))
    return false;
  if (fault.input !== undefined && !includes(request.parameters, fault.input)) return false;
  if (fault.stateMachine === undefined || fault.stateMachine === request.stateMachineArn)
    return true;
  return fault.stateMachine === request.stateMachineArn.split(':')[6];
}

/** Objects may have more members than are asked for. */
function includes(value: Json | undefined, wanted: Json): boolean {
  if (!isObject(wanted)) return JSON.stringify(value) === JSON.stringify(wanted);
  if (!isObject(value)) return false;
  return Object.entries(wanted).every(([key, member]) => includes(memberOf(value, key), member));
}

/**
 * Tasks with faults: a struck attempt starts, as its history shows, and then fails with the
 * fault's error instead of doing its work, or after it; or its work starts later.
 */
export function withFaults(tasks: Tasks, faults: Faults, clock: Clock): Tasks {
  return {
    start(request, observer) {
      const fault = faults.strike(request, clock.now());
      if (fault === undefined) return tasks.start(request, observer);
      if (fault.delaySeconds !== undefined) {
        return delay(clock, request, fault.delaySeconds, () => tasks.start(request, observer));
      }
      return fault.answerLost
        ? tasks.start(request, losing(fault, observer))
        : fail(fault, observer);
    },
    refuses: (resource, parameters) => tasks.refuses?.(resource, parameters),
    call: (request) => tasks.call(request),
    forbids: (caller, needs) => tasks.forbids?.(caller, needs),
  };
}

/** After the engine has its handle, as a real failure would come. */
function fail(fault: Fault, observer: TaskObserver): TaskHandle {
  let open = true;
  queueMicrotask(() => {
    if (!open) return;
    observer.started();
    observer.failed({ error: fault.error, cause: fault.cause });
  });
  return {
    cancel: () => {
      open = false;
    },
  };
}

/** What the work comes to is not told. */
function losing({ error, cause }: Fault, observer: TaskObserver): TaskObserver {
  const failed = () => observer.failed({ error, cause });
  return {
    started: (details) => observer.started(details),
    submitted: failed,
    succeeded: failed,
    failed,
    heartbeat: () => observer.heartbeat(),
  };
}

function delay(
  clock: Clock,
  { stateName, executionArn }: TaskRequest,
  seconds: number,
  start: () => TaskHandle,
): TaskHandle {
  let handle: TaskHandle | undefined;
  const begin = () => {
    handle = start();
  };
  const timer = clock.after(seconds * 1000, begin, {
    what: () => `Fault that delays ${stateName} in ${executionArn}`,
  });
  return {
    cancel(reason) {
      timer.cancel();
      handle?.cancel(reason);
    },
  };
}
