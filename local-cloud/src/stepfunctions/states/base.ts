import type { Eventually } from '../execution/eventually.ts';
import type {
  AbortedType,
  CompiledBranch,
  CompiledCatcher,
  CompiledRetrier,
  StateNode,
  Step,
} from '../execution/node.ts';
import type { Machine } from '../execution/run.ts';
import type { Strand } from '../execution/strand.ts';
import type {
  Branch,
  QueryLanguage,
  State,
  StateType,
  Transition,
} from '../language/definition.ts';

/** What the compilation of a state is given besides the state. */
export interface Compilation {
  /** The state of this name in the same branch; for Next, Default and Catch, once all are compiled. */
  resolve(name: string): StateNode;
  /** Compiles a Parallel's branch or a Map's item processor. */
  branch(branch: Branch): CompiledBranch;
  /** Compiles the item processor of a Distributed Map: the machine of its child executions. */
  machine(branch: Branch, language: QueryLanguage): Machine;
}

const NONE: readonly never[] = [];

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
  readonly retriable: boolean = false;
  readonly retriers: readonly CompiledRetrier[] = NONE;
  readonly catchers: readonly CompiledCatcher[] = NONE;
  protected readonly compilation: Compilation;

  constructor(name: string, state: State, compilation: Compilation) {
    this.name = name;
    this.type = state.Type;
    this.language = state.QueryLanguage;
    this.enteredType = `${state.Type}StateEntered`;
    this.exitedType = `${state.Type}StateExited`;
    this.abortedType = ABORTED[state.Type];
    this.compilation = compilation;
  }

  readonly enter: Step = (strand) => {
    strand.enter(this);
    return this.execute(strand);
  };

  readonly retry: Step = (strand) => this.execute(strand);

  protected abstract execute(strand: Strand): Eventually<Step | undefined>;
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
