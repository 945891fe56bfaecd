import { inTurns } from '../../core/turns.ts';
import { allBranches, nestedBranches } from '../language/branches.ts';
import type { Branch, MapState, State } from '../language/definition.ts';
import { DefinitionError } from '../language/diagnostics.ts';
import { parsing, parsingState } from '../language/parse.ts';
import { invalid, invalidDefinition } from './problems.ts';

/** AWS calls a state that is given without a machine so. */
export const UNNAMED = 'StateName';

export interface TestedState {
  readonly name: string;
  readonly state: State;
  /** The Map that the state is inside of, the innermost. */
  readonly map?: MapState;
}

/**
 * The state that a request means: its definition itself, or the one of that name in a whole
 * definition, at whatever depth.
 * @throws AwsError InvalidDefinition, or ValidationException where there is no such state
 */
export async function findState(
  definition: string,
  stateName: string | undefined,
): Promise<TestedState> {
  try {
    if (stateName === undefined) {
      return { name: UNNAMED, state: await inTurns(parsingState(definition)) };
    }
    const found = findIn(await inTurns(parsing(definition)), stateName);
    if (found) return found;
  } catch (error) {
    if (error instanceof DefinitionError) throw invalidDefinition(error.message);
    throw error;
  }
  throw invalid('State not found in definition');
}

function findIn(branch: Branch, name: string, map?: MapState): TestedState | undefined {
  const state = stateIn(branch, name);
  if (state) return { name, state, ...(map && { map }) };
  for (const outer of Object.values(branch.States)) {
    const within = outer.Type === 'Map' ? outer : map;
    for (const nested of nestedBranches(outer, '')) {
      const found = findIn(nested.branch, name, within);
      if (found) return found;
    }
  }
  return undefined;
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
