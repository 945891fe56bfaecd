import { allBranches } from '../language/branches.ts';
import type { Branch, State } from '../language/definition.ts';
import { DefinitionError } from '../language/diagnostics.ts';
import { parseDefinition, parseState } from '../language/parse.ts';
import { invalid, invalidDefinition } from './problems.ts';

/** AWS calls a state that is given without a machine so. */
export const UNNAMED = 'StateName';

export interface TestedState {
  readonly name: string;
  readonly state: State;
}

/**
 * The state that a request means: its definition itself, or the one of that name in a whole
 * definition, at whatever depth.
 * @throws AwsError InvalidDefinition, or ValidationException where there is no such state
 */
export function findState(definition: string, stateName: string | undefined): TestedState {
  try {
    if (stateName === undefined) return { name: UNNAMED, state: parseState(definition) };
    for (const { branch } of allBranches(parseDefinition(definition))) {
      const state = stateIn(branch, stateName);
      if (state) return { name: stateName, state };
    }
  } catch (error) {
    if (error instanceof DefinitionError) throw invalidDefinition(error.message);
    throw error;
  }
  throw invalid('State not found in definition');
}

/** Whether a Map or Parallel has a state of this name inside. */
export function holds(state: State, name: string): boolean {
  const whole = {
    StartAt: UNNAMED,
    States: { [UNNAMED]: state },
    QueryLanguage: state.QueryLanguage,
  };
  return allBranches(whole)
    .slice(1)
    .some(({ branch }) => stateIn(branch, name) !== undefined);
}

function stateIn(branch: Branch, name: string): State | undefined {
  return Object.hasOwn(branch.States, name) ? branch.States[name] : undefined;
}
