import type { Eventually } from '../execution/eventually.ts';
import type { AbortedType, CompiledBranch, StateNode, Step } from '../execution/node.ts';
import type { Payload } from '../execution/payload.ts';
import type { Machine } from '../execution/run.ts';
import type { Strand } from '../execution/strand.ts';
import type {
  Branch,
  MapState,
  ParallelState,
  PassState,
  QueryLanguage,
  State,
  StateType,
  TaskState,
  Transition,
  WaitState,
} from '../language/definition.ts';
import { compileFinish, type Finish } from './output.ts';

type TransitionState = PassState | WaitState | TaskState | ParallelState | MapState;

/** What the compilation of a state is given besides the state. */
export interface Compilation {
  /** The state of this name in the same branch; for Next, Default and Catch, once all are compiled. */
  resolve(name: string): StateNode;
  /** Compiles a Parallel's branch or a Map's item processor. */
  branch(branch: Branch): CompiledBranch;
  /** Compiles the item processor of a Distributed Map: the machine of its child executions. */
  machine(branch: Branch, language: QueryLanguage): Machine;
}

const ABORTED: Partial<Record<StateType, AbortedType>> = {
  Task: 'TaskStateAborted',
  Wait: 'WaitStateAborted',
  Parallel: 'ParallelStateAborted',
  Map: 'MapStateAborted',
};

/** What all states have in common. A subclass says what executing it means. */
export abstract class BaseNode implements StateNode {
  readonly name: string;
  readonly type: StateType;
  readonly language: QueryLanguage;
  readonly enteredType: string;
  readonly exitedType: string;
  readonly abortedType: AbortedType | undefined;

  constructor(name: string, state: State) {
    this.name = name;
    this.type = state.Type;
    this.language = state.QueryLanguage;
    this.enteredType = `${state.Type}StateEntered`;
    this.exitedType = `${state.Type}StateExited`;
    this.abortedType = ABORTED[state.Type];
  }

  readonly enter: Step = (strand) => {
    strand.enter(this);
    return this.execute(strand);
  };

  readonly retry: Step = (strand) => this.execute(strand);

  protected abstract execute(strand: Strand): Eventually<Step | undefined>;
}

/** A state with a result, that goes on to one other state or ends. */
export abstract class TransitionNode extends BaseNode {
  readonly #finish: Finish;
  readonly #next: ReturnType<typeof successor>;

  constructor(name: string, state: TransitionState, compilation: Compilation) {
    super(name, state);
    this.#finish = compileFinish(state);
    this.#next = successor(state, compilation);
  }

  after(): StateNode | undefined {
    return this.#next();
  }

  /** Leaves the state with the result of its work. */
  protected leave(strand: Strand, result: Payload): Eventually<Step | undefined> {
    return this.#finish(strand, result, this.#next());
  }
}

/** The state a transition leads to, found at first use; undefined at the end. */
export function successor(
  transition: Transition,
  compilation: Compilation,
): () => StateNode | undefined {
  const { Next } = transition;
  if (Next === undefined) return () => undefined;
  let node: StateNode | undefined;
  return () => {
    node ??= compilation.resolve(Next);
    return node;
  };
}
