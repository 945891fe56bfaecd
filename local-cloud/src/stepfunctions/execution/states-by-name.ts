import type { Branch, State } from '../language/definition.ts';

/** All states of a machine by name, but not those that child executions run. */
export function statesOf(branch: Branch, found = new Map<string, State>()): Map<string, State> {
  for (const [name, state] of Object.entries(branch.States)) {
    found.set(name, state);
    for (const inner of branchesOf(state)) statesOf(inner, found);
  }
  return found;
}

/** The branches that run in the execution itself. */
export function branchesOf(state: State | undefined): readonly Branch[] {
  if (state?.Type === 'Parallel') return state.Branches;
  if (state?.Type !== 'Map') return [];
  return state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED' ? [] : [state.ItemProcessor];
}
