import { StatesError } from '../errors.ts';
import { chain, type Eventually } from '../execution/eventually.ts';
import { errorAndCause, type Failure } from '../execution/failure.ts';
import type { StateNode, Step } from '../execution/node.ts';
import { type Payload, payloadOf } from '../execution/payload.ts';
import type { Strand } from '../execution/strand.ts';
import type { MapState, ParallelState, State, TaskState } from '../language/definition.ts';
import type { Compilation } from '../states/base.ts';
import { compileState } from '../states/compile.ts';
import { branchInput } from '../states/parallel.ts';
import { SucceedNode } from '../states/succeed.ts';
import { TaskNode } from '../states/task.ts';
import { BaseWorkNode } from '../states/work.ts';
import { inspectMap, type MapTest } from './map-inspection.ts';
import type { Mock } from './mock.ts';

/** Hears of a failure that may be retried or caught, before it is caught. */
export type OnFailure = (failure: Failure) => void;

export interface NodeOptions {
  readonly mock: Mock | undefined;
  readonly onFailure: OnFailure;
  readonly map: MapTest;
}

/** The state as the engine executes it, with the states that it leads to cut off. */
export function compileTested(name: string, state: State, options: NodeOptions): StateNode {
  const compilation: Compilation = { resolve: ending, branch: notExecuted, machine: notExecuted };
  if (state.Type === 'Task') return new TestedTask(name, state, compilation, options.onFailure);
  if (state.Type === 'Parallel' || state.Type === 'Map') {
    return new MockedNode(name, state, compilation, options);
  }
  return compileState(name, state, compilation);

  function ending(target: string): StateNode {
    return new SucceedNode(target, { Type: 'Succeed', QueryLanguage: 'JSONata' });
  }
}

/** Branches and iterations are mocked, so nothing compiles them. */
function notExecuted(): never {
  throw new StatesError('States.Runtime', 'The states inside a tested state are not executed.');
}

/** A Task whose retries are the caller's affair. */
class TestedTask extends TaskNode {
  readonly #onFailure: OnFailure;

  constructor(name: string, state: TaskState, compilation: Compilation, onFailure: OnFailure) {
    const { Retry: _, ...once } = state;
    super(name, once, compilation);
    this.#onFailure = onFailure;
  }

  gaveUp(_strand: Strand, failure: Failure): void {
    this.#onFailure(failure);
  }
}

/** A Parallel or Map whose branches or iterations are not executed: the mock is what they give. */
class MockedNode extends BaseWorkNode {
  readonly #options: NodeOptions;
  readonly #prepare: (strand: Strand) => Eventually<{ readonly exceeded: boolean }>;

  constructor(
    name: string,
    state: ParallelState | MapState,
    compilation: Compilation,
    options: NodeOptions,
  ) {
    const { Retry: _, ...once } = state;
    super(name, once, compilation);
    this.#options = options;
    this.#prepare = state.Type === 'Map' ? inspectMap(state, options.map) : parallelInput(state);
  }

  gaveUp(_strand: Strand, failure: Failure): void {
    this.#options.onFailure(failure);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    return chain(this.#prepare(strand), ({ exceeded }) => {
      const { mock } = this.#options;
      if (mock && 'error' in mock) return strand.fail(errorAndCause(mock));
      if (exceeded) return strand.fail(THRESHOLD);
      const given = result(mock);
      strand.run.spec.inspect?.('result', given.value);
      return this.leave(strand, given);
    });
  }
}

const THRESHOLD: Failure = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

function result(mock: Mock | undefined): Payload {
  return mock && 'result' in mock ? { value: mock.result, text: mock.text } : payloadOf(null);
}

/** Evaluates what the branches would be given, for the failures in it. */
function parallelInput(state: ParallelState): (strand: Strand) => Eventually<{ exceeded: false }> {
  const evaluate = branchInput(state);
  return (strand) => chain(evaluate(strand), () => ({ exceeded: false }));
}
