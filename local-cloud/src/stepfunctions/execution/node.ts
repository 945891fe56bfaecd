import type { Catcher, QueryLanguage, Retrier, StateType } from '../language/definition.ts';
import type { Eventually } from './eventually.ts';
import type { Failure } from './failure.ts';
import type { Held } from './held.ts';
import type { Inner } from './position.ts';
import type { Strand } from './strand.ts';

/**
 * What a strand does next. Gives the step after it, or nothing when the strand has ended or waits:
 * then whoever it waits for calls `strand.proceed`.
 */
export type Step = (strand: Strand) => Eventually<Step | undefined>;

export type AbortedType =
  | 'TaskStateAborted'
  | 'WaitStateAborted'
  | 'ParallelStateAborted'
  | 'MapStateAborted';

/** A compiled state. One object per state of a definition, shared by all executions. */
export interface StateNode {
  readonly name: string;
  readonly type: StateType;
  readonly language: QueryLanguage;
  /** The event that says it was entered: `PassStateEntered`, ... */
  readonly enteredType: string;
  readonly exitedType: string;
  /** Written when the state is given up because of something else; some types have no such event. */
  readonly abortedType?: AbortedType | undefined;
  /** Writes the Entered event and executes the state. */
  readonly enter: Step;
  /** Executes the state again after a failure, without entering it anew. */
  readonly retry: Step;
  /** The state after it, where that does not depend on data. */
  after?(): StateNode | undefined;
  /** Waits on for what a strand of this state waited for when it was saved. */
  takeUp?(strand: Strand, held: Held): Eventually<Step | undefined>;
}

/**
 * Task, Parallel and Map: what they do can fail, and be retried and caught. `RetryCount` stands in
 * their context object.
 */
export interface WorkNode extends StateNode {
  readonly retriers: readonly CompiledRetrier[];
  readonly catchers: readonly CompiledCatcher[];
  /** Goes on with a Parallel or Map where its history leaves it. */
  resume?(strand: Strand, inner: Inner): Eventually<Step | undefined>;
  /** Told of a failure that nothing retries, before it is caught or goes on: `MapStateFailed`. */
  gaveUp?(strand: Strand, failure: Failure): void;
}

export function isWork(node: StateNode): node is WorkNode {
  return 'retriers' in node;
}

export interface CompiledRetrier {
  readonly definition: Retrier;
  readonly errors: readonly string[];
  readonly maxAttempts: number;
}

export interface CompiledCatcher {
  readonly definition: Catcher;
  readonly errors: readonly string[];
  /** Leaves the state towards the catcher's `Next`. */
  caught(strand: Strand, failure: Failure): Eventually<Step | undefined>;
}

/** A compiled set of states with its entry. */
export interface CompiledBranch {
  readonly start: StateNode;
  readonly nodes: ReadonlyMap<string, StateNode>;
}
