import type { CompiledCatcher, CompiledRetrier, WorkNode } from '../execution/node.ts';
import { compileRetriers } from '../execution/retry.ts';
import type { WorkState } from '../language/definition.ts';
import { type Compilation, TransitionNode } from './base.ts';
import { compileCatchers } from './catch.ts';

/** What Task, Parallel and Map have in common: their work can fail, be retried and be caught. */
export abstract class BaseWorkNode extends TransitionNode implements WorkNode {
  readonly retriers: readonly CompiledRetrier[];
  readonly catchers: readonly CompiledCatcher[];

  constructor(name: string, state: WorkState, compilation: Compilation) {
    super(name, state, compilation);
    this.retriers = compileRetriers(state.Retry);
    this.catchers = compileCatchers(state.Catch, state.QueryLanguage, compilation);
  }
}
