import { isObject } from '../../core/json.ts';
import { type Nested, nestedBranches, stateAt } from './branches.ts';
import { type Definition, isWorkState, type State } from './definition.ts';
import { type Diagnostic, fieldOf } from './diagnostics.ts';
import { payload, type StatesField } from './payload.ts';
import type { Place } from './place.ts';
import type { Rule } from './rules.ts';

const MAX_NAME_LENGTH = 80;
const IDENTIFIER = /^\p{ID_Start}\p{ID_Continue}*$/u;

/**
 * `Assign`: an object from variable names to values. Names are Unicode identifiers of at most 80
 * characters; `states` is taken.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export function assign(...states: readonly StatesField[]): Rule {
  const values = payload(...states);
  return (value, place) => {
    if (!isObject(value)) {
      place.refuse('Expected value of type Object');
      return;
    }
    for (const field of Object.keys(value)) checkName(variableName(field, place), place);
    values(value, place);
  };
}

function variableName(field: string, place: Place): string {
  return place.language === 'JSONPath' ? field.replace(/\.\$$/, '') : field;
}

function checkName(name: string, place: Place): void {
  if (name === 'states') place.refuse(`Variable name 'states' is reserved`);
  else if ([...name].length > MAX_NAME_LENGTH) {
    place.refuse(`Variable name '${name}' is longer than ${MAX_NAME_LENGTH} characters`);
  } else if (!IDENTIFIER.test(name))
    place.refuse(`Variable name '${name}' is not a valid identifier`);
}

/**
 * A Parallel branch or an inline Map may read the variables around it but not assign one of the
 * same name, save what its own Parallel or Map state assigns once it is over (recorded). The
 * children of a Distributed Map see none of them.
 */
export function reusedVariables(definition: Definition): Diagnostic[] {
  const found: Diagnostic[] = [];
  review({ branch: definition, location: '/', isolated: true }, new Visible(), found);
  return found;
}

/** How often each variable is assigned around a branch. */
class Visible extends Map<string, number> {
  count(names: Iterable<string>, by: number): void {
    for (const name of names) this.set(name, (this.get(name) ?? 0) + by);
  }
}

/** @param around is changed meanwhile, so that no branch has to copy what it is inside of */
function review(nested: Nested, around: Visible, found: Diagnostic[]): void {
  const visible = nested.isolated ? new Visible() : around;
  const states = Object.entries(nested.branch.States).map(([name, state]) => ({
    state,
    location: stateAt(nested.location, name),
    names: assignedNames(state),
  }));
  for (const { names, location } of states) {
    for (const name of names) if (visible.get(name)) found.push(reused(name, location));
  }
  for (const { names } of states) visible.count(names, 1);
  for (const { state, location, names } of states) {
    const branches = nestedBranches(state, location);
    if (branches.length === 0) continue;
    visible.count(names, -1);
    for (const inner of branches) review(inner, visible, found);
    visible.count(names, 1);
  }
  for (const { names } of states) visible.count(names, -1);
}

/** The names a state assigns: itself, in a Choice rule, in a catcher. */
export function assignedNames(state: State | undefined): Set<string> {
  if (state === undefined) return new Set();
  const parts: unknown[] = [state];
  if (state.Type === 'Choice') parts.push(...state.Choices);
  if (isWorkState(state)) parts.push(...(state.Catch ?? []));
  const names = parts.flatMap((part) => Object.keys((part as { Assign?: object }).Assign ?? {}));
  return new Set(
    names.map((name) => (state.QueryLanguage === 'JSONPath' ? name.replace(/\.\$$/, '') : name)),
  );
}

function reused(variable: string, location: string): Diagnostic {
  return {
    severity: 'ERROR',
    code: 'SCHEMA_VALIDATION_FAILED',
    message: `Variable '${variable}' is already assigned in an outer scope`,
    location: fieldOf(location, 'Assign'),
  };
}
