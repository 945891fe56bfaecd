import type { Json } from '../core/json.ts';
import type { HistoryEvent } from './execution/history.ts';
import type { Resource } from './language/resource.ts';

/**
 * What the engine asks of the world. It imports no service, no HTTP and no file system: who
 * embeds it (the local cloud, a test, the benchmark) gives these.
 * Time and chance are the `Clock` and `Random` of the local cloud.
 */
export interface Ports {
  readonly clock: import('../core/clock.ts').Clock;
  readonly random: import('../core/random.ts').Random;
  readonly tasks: Tasks;
  readonly journal: Journal;
  /** Without it all texts of histories stay in memory. */
  readonly texts?: TextStore | undefined;
  /** Whether there is memory for longer histories. Without it there always is. */
  readonly hasRoom?: (() => boolean) | undefined;
}

/** Starts the work of Task states, and reads and writes for Distributed Maps. */
export interface Tasks {
  /**
   * Starts one attempt of a Task. Calls the observer as the work goes on; it may do so before
   * `start` returns. Exactly one of `succeeded`, `failed`, `timedOut` ends the attempt. For
   * `.waitForTaskToken` and activities, success and failure come by the token instead: then only
   * `submitted` (or a failure to submit) is called here.
   */
  start(request: TaskRequest, observer: TaskObserver): TaskHandle;
  /**
   * Why a task cannot even be scheduled (its activity was deleted, the operation has no such
   * parameters): ends the execution with States.Runtime before any Scheduled event. Undefined: it
   * can.
   */
  refuses?(resource: Resource, parameters: Json): import('./errors.ts').StatesError | undefined;
  /**
   * Calls one AWS operation and gives its output (S3 for ItemReader and ResultWriter). Rejects
   * with a StatesError named as the integration names it. Holds the clock itself while it works.
   * Bytes that are no text (a gzipped inventory) are given as base64. What is longer than
   * LARGEST_FILE is not read to its end.
   */
  call(request: CallRequest): Promise<Json>;
  /** Why the role may not do what a Distributed Map does in its name. Undefined: it may. */
  forbids?(
    caller: Pick<CallRequest, 'executionArn' | 'stateMachineArn' | 'roleArn'>,
    needs: readonly Need[],
  ): import('./errors.ts').StatesError | undefined;
}

/** An action that a role must be allowed, and on what. */
export interface Need {
  readonly action: string;
  readonly resource: string;
}

export interface TaskRequest {
  readonly executionArn: string;
  readonly executionName: string;
  readonly stateMachineArn: string;
  readonly stateName: string;
  /** The id of the state's Entered event. */
  readonly enteredId: number;
  /** 0 for the first attempt. */
  readonly retryCount: number;
  readonly resource: Resource;
  /** The evaluated Parameters or Arguments; the state's input where there are none. */
  readonly parameters: Json;
  /** The machine's role, or the one its `Credentials` name. */
  readonly roleArn: string;
  /** Given for `.waitForTaskToken` and activities. */
  readonly taskToken?: string | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly heartbeatSeconds?: number | undefined;
  readonly traceHeader?: string | undefined;
  /** What a job was accepted with, where it is only to be waited for: it was submitted before. */
  readonly submitted?: Json;
  /** Gives the next answer of a state that is mocked: nothing is called then. */
  readonly mocked?: (() => MockedOutcome) | undefined;
  readonly queryLanguage: 'JSONPath' | 'JSONata';
}

/** Of what an ItemReader reads, in bytes. AWS takes 10 GB, which would not fit into memory here. */
export const LARGEST_FILE = 64 * 1024 * 1024;

export interface CallRequest {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly stateName: string;
  readonly enteredId: number;
  /** As `aws-sdk` resources name them: `s3`, `getObject`. */
  readonly service: string;
  readonly action: string;
  readonly parameters: Json;
  readonly roleArn: string;
}

/** What it is told of is given away: nobody changes it any more. */
export interface TaskObserver {
  /** The work was handed over: `TaskStarted`, `LambdaFunctionStarted`, `ActivityStarted`. */
  started(details?: { workerName?: string }): void;
  /** The job was accepted (`.sync`, `.waitForTaskToken`): `TaskSubmitted` with the answer. */
  submitted(output: Json): void;
  succeeded(output: Json): void;
  failed(failure: TaskFailure): void;
  /** Still alive (`SendTaskHeartbeat`, an activity worker, a running job). */
  heartbeat(): void;
}

export interface TaskFailure {
  readonly error?: string;
  readonly cause?: string;
  /**
   * When the work did not get as far as running. `schedule`: LambdaFunctionScheduleFailed,
   * ActivityScheduleFailed. `start`: LambdaFunctionStartFailed, TaskStartFailed.
   * `submit`: TaskSubmitFailed. Absent: it ran and failed.
   */
  readonly phase?: 'schedule' | 'start' | 'submit';
  /** Ends the execution, past every Retry and Catch. */
  readonly fatal?: true;
}

/** What a mocked task comes to. */
export type MockedOutcome = { readonly output: Json } | { readonly failure: TaskFailure };

export interface TaskHandle {
  /** The execution no longer wants the result (timeout, stop, a failed sibling). */
  cancel(reason: 'timeout' | 'aborted'): void;
}

/** Told of every event and status change as it happens: logs, status events, persistence. */
export interface Journal {
  /**
   * Whether it wants the events of an Express execution, which nobody else is told of. Asked once, at
   * its start; where it does not say, it does.
   */
  hears?(execution: JournaledExecution): boolean;
  event(execution: JournaledExecution, event: HistoryEvent): void;
  status(execution: JournaledExecution): void;
}

export interface JournaledExecution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';
  readonly input: string;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly startDate: number;
  readonly stopDate?: number | undefined;
}

/** Where long texts of histories are put away, so that they take no memory. */
export interface TextStore {
  /** So many characters of them, of all executions together, are left in memory: the newest. */
  readonly inMemory: number;
  /** Puts texts away that are kept as long as somebody holds what they are read by. Undefined: it cannot, and says so. */
  putAway(texts: readonly string[]): readonly PutAway[] | undefined;
}

export interface PutAway {
  /** Read back at each look. */
  readonly text: string;
}
