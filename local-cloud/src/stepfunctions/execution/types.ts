import type { Json, JsonObject } from '../../core/json.ts';
import type { TaskOrigin } from '../../core/service.ts';
import type { State } from '../../core/state.ts';
import type { Definition } from '../language/definition.ts';
import type { JournaledExecution } from '../ports.ts';
import type { HistoryEvent } from './history.ts';
import type { TestCase } from './mocked-states.ts';
import type { Payload } from './payload.ts';
import type { SavedExecution } from './saved.ts';

/**
 * The engine as the Step Functions API (../api) and tests see it. `engine.ts` implements it.
 */
export interface Engine {
  /** Reads the expressions in a definition's text, and lets others have their turn meanwhile. */
  know(definition: string): Promise<void>;
  /** Turns a validated definition into closures, once per definition. */
  compile(definition: Definition): CompiledMachine;
  /** @param payload the input, where it was read already */
  start(spec: StartSpec, payload?: Payload): Execution;
  /** StopExecution: ABORTED, in-flight tasks are cancelled. */
  stop(execution: Execution, reason: { error?: string; cause?: string }): void;
  /** RedriveExecution: continues from the unsuccessful steps, in the same history. */
  redrive(execution: Execution): void;
  /** A new execution whose first state is `at`, with what the old history knew there. */
  fork(execution: Execution, spec: StartSpec, at: { state: string; input?: string }): Execution;
  /** Why a token cannot be used, without using it. */
  tokenProblem(token: string): TokenProblem | undefined;
  /** SendTaskSuccess / SendTaskFailure / SendTaskHeartbeat. What the token refers to, or a TokenProblem. */
  succeedTask(token: string, output: string): TokenProblem | undefined;
  failTask(token: string, failure: { error?: string; cause?: string }): TokenProblem | undefined;
  heartbeatTask(token: string): TokenProblem | undefined;
  /** The task that waits for the first token in a text. */
  taskIn(text: string): TaskOrigin | undefined;
  /** What makes tokens, so that those of another engine go on to be known. */
  readonly tokens: State;
  /** Of an execution that only waits, or has ended. */
  save(execution: Execution): SavedExecution;
  /** An execution of another engine. Nothing of it is told again; it waits to be resumed. */
  load(spec: StartSpec, saved: SavedExecution): Execution;
  /** Lets an execution that was loaded go on, where it has not ended. */
  resume(execution: Execution): void;
  /** Map Runs of an execution, in the order they were started. */
  mapRuns(execution: Execution): readonly MapRun[];
  updateMapRun(mapRun: MapRun, limits: MapRunLimits): void;
  /** No execution goes on, not even one that would for ever. */
  close(): void;
}

/** Why a token is refused: never given out, its execution has gone on, or it was answered already. */
export type TokenProblem = 'InvalidToken' | 'TaskTimedOut' | 'TaskDoesNotExist';

export type MachineType = 'STANDARD' | 'EXPRESS';

/** Opaque to everyone but the engine. */
export interface CompiledMachine {
  readonly definition: Definition;
}

export interface StartSpec {
  /** The execution's own ARN, made by the API. */
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly machine: CompiledMachine;
  readonly type: MachineType;
  /** JSON text as sent. */
  readonly input: string;
  readonly roleArn: string;
  readonly traceHeader?: string | undefined;
  /** Children of a Distributed Map. */
  readonly mapRunArn?: string;
  /** Started by StartSyncExecution: its context object says nothing of redrives (recorded). */
  readonly sync?: boolean;
  /** What answers its tasks in the place of services. */
  readonly testCase?: TestCase | undefined;
  /** Variables that are there from the start (TestState). */
  readonly variables?: Readonly<Record<string, Json>>;
  /** The context object, where it is not the execution's own (TestState). */
  readonly context?: JsonObject;
  /** Told what each step of input and output processing came to (TestState's inspection data). */
  readonly inspect?: (field: InspectedField, value: Json) => void;
}

export type InspectedField =
  | 'afterInputPath'
  | 'afterParameters'
  | 'afterArguments'
  | 'result'
  | 'afterResultSelector'
  | 'afterResultPath';

export interface Execution extends JournaledExecution {
  readonly spec: StartSpec;
  /**
   * Of a Standard execution complete and in order: index + 1 = event id. Of an Express one the first
   * event, and the last once it has ended.
   */
  readonly history: readonly HistoryEvent[];
  /** What it takes in memory, about, its history most of all. */
  readonly bytes: number;
  readonly redriveCount: number;
  readonly redriveDate?: number;
  /** Calls back once, when the execution has ended (at once if it already has). */
  onEnd(callback: (execution: Execution) => void): void;
}

export interface MapRunLimits {
  readonly maxConcurrency?: number;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
}

export interface MapRunCounts {
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  total: number;
  resultsWritten: number;
  failuresNotRedrivable: number;
  pendingRedrive: number;
}

export interface MapRun {
  readonly arn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly startDate: number;
  readonly stopDate?: number;
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  readonly itemCounts: Readonly<MapRunCounts>;
  readonly executionCounts: Readonly<MapRunCounts>;
  readonly redriveCount: number;
  readonly redriveDate?: number;
  /** The child executions that were started, in order. */
  readonly children: readonly Execution[];
  readonly result?: Json;
}
