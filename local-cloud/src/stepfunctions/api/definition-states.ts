import type { Branch, TaskState } from '../language/definition.ts';

/** The resources of all Task states, also of those in branches and item processors. */
export function taskResources(definition: Branch): Set<string> {
  return new Set(tasksOf(definition).map(([, { Resource }]) => Resource));
}

/** The names of those states. */
export function taskNames(definition: Branch): string[] {
  return tasksOf(definition).map(([name]) => name);
}

function tasksOf(branch: Branch): [name: string, state: TaskState][] {
  return Object.entries(branch.States).flatMap(([name, state]) => {
    if (state.Type === 'Task') return [[name, state]];
    if (state.Type === 'Parallel') return state.Branches.flatMap(tasksOf);
    return state.Type === 'Map' ? tasksOf(state.ItemProcessor) : [];
  });
}
