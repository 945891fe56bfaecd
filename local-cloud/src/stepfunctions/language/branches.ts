import type { Branch, Definition, State } from './definition.ts';
import { fieldOf, itemOf } from './diagnostics.ts';

/** A set of states inside a state. */
export interface Nested {
  readonly branch: Branch;
  readonly location: string;
  /** Children of a Distributed Map run as executions of their own and see no outer variables. */
  readonly isolated: boolean;
}

export function nestedBranches(state: State, location: string): Nested[] {
  if (state.Type === 'Parallel') {
    return state.Branches.map((branch, index) => ({
      branch,
      location: itemOf(fieldOf(location, 'Branches'), index),
      isolated: false,
    }));
  }
  if (state.Type !== 'Map') return [];
  return [
    {
      branch: state.ItemProcessor,
      location: fieldOf(location, state.legacyIterator ? 'Iterator' : 'ItemProcessor'),
      isolated: state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED',
    },
  ];
}

/** The definition and every branch in it, outer before inner. */
export function allBranches(definition: Definition): Nested[] {
  const all: Nested[] = [{ branch: definition, location: '/', isolated: true }];
  for (const nested of all) all.push(...branchesIn(nested));
  return all;
}

function branchesIn({ branch, location }: Nested): Nested[] {
  return Object.entries(branch.States).flatMap(([name, state]) =>
    nestedBranches(state, stateAt(location, name)),
  );
}

export function stateAt(branchLocation: string, name: string): string {
  return fieldOf(fieldOf(branchLocation, 'States'), name);
}

/** The branches of a state that run in the execution itself. */
export function ownBranches(state: State | undefined): Branch[] {
  if (state === undefined) return [];
  return nestedBranches(state, '').flatMap(({ branch, isolated }) => (isolated ? [] : [branch]));
}

/** All states of a machine by name, but not those that child executions run. */
export function statesOf(branch: Branch, found = new Map<string, State>()): Map<string, State> {
  for (const [name, state] of Object.entries(branch.States)) {
    found.set(name, state);
    for (const inner of ownBranches(state)) statesOf(inner, found);
  }
  return found;
}
