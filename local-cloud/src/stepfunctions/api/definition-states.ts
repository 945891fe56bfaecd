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

/** What may be a resource of a task in the text of a definition that nobody has looked at yet. */
export function mentionedResources(text: string): Set<string> {
  return new Set(text.match(/arn:[a-z-]+:states:::[^"\\\s]+/g));
}
