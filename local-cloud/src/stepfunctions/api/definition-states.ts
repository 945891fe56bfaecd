import type { Branch, State } from '../language/definition.ts';

/** The resources of all Task states, also of those in branches and item processors. */
export function taskResources(definition: Branch): Set<string> {
  const resources = new Set<string>();
  for (const state of statesOf(definition)) {
    if (state.Type === 'Task') resources.add(state.Resource);
  }
  return resources;
}

function* statesOf(branch: Branch): Generator<State> {
  for (const state of Object.values(branch.States)) {
    yield state;
    if (state.Type === 'Parallel') for (const inner of state.Branches) yield* statesOf(inner);
    if (state.Type === 'Map') yield* statesOf(state.ItemProcessor);
  }
}
