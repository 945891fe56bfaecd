import {
  type Branch,
  type Definition,
  isWorkState,
  type State,
} from '../stepfunctions/language/definition.ts';

/** What can be covered: in a definition, what an execution may come through. */
export type PointKind = 'state' | 'choice' | 'retrier' | 'catcher' | 'branch' | 'iteration';

export interface Point {
  readonly kind: PointKind;
  /** The name of the state it is, or is part of. */
  readonly state: string;
  /** Where in the state it stands: `Choices[0]`, `Default`, `Retry[1]`; empty for the state itself. */
  readonly part: string;
  /** What tells it from its neighbours: where it leads, which errors it names. */
  readonly about: string;
}

/** Tells points apart; states have names of their own in the whole definition. */
export function keyOf(state: string, part = ''): string {
  return JSON.stringify([state, part]);
}

/** A point in words: `Open Account: Catch[0] (States.ALL -> Park Application)`. */
export function nameOf({ state, part, about }: Point): string {
  return part === '' ? state : `${state}: ${part} (${about})`;
}

/** All states by name, those of branches, iterations and child executions included. */
export function allStates(branch: Branch, found = new Map<string, State>()): Map<string, State> {
  for (const [name, state] of Object.entries(branch.States)) {
    found.set(name, state);
    for (const inner of insides(state)) allStates(inner, found);
  }
  return found;
}

/** Every point of a definition, in the order it is written in. */
export function pointsOf(definition: Definition): Point[] {
  return [...allStates(definition)].flatMap(([name, state]) => [
    { kind: 'state', state: name, part: '', about: state.Type } as const,
    ...choices(name, state),
    ...handlers(name, state),
    ...frames(name, state),
  ]);
}

function insides(state: State): readonly Branch[] {
  if (state.Type === 'Parallel') return state.Branches;
  return state.Type === 'Map' ? [state.ItemProcessor] : [];
}

function choices(name: string, state: State): Point[] {
  if (state.Type !== 'Choice') return [];
  const rules = state.Choices.map(
    ({ Next }, index): Point => ({
      kind: 'choice',
      state: name,
      part: `Choices[${index}]`,
      about: `-> ${Next}`,
    }),
  );
  if (state.Default === undefined) return rules;
  return [...rules, { kind: 'choice', state: name, part: 'Default', about: `-> ${state.Default}` }];
}

function handlers(name: string, state: State): Point[] {
  const { Retry = [], Catch = [] } = isWorkState(state) ? state : {};
  return [
    ...Retry.map(
      ({ ErrorEquals }, index): Point => ({
        kind: 'retrier',
        state: name,
        part: `Retry[${index}]`,
        about: inShort(ErrorEquals),
      }),
    ),
    ...Catch.map(
      ({ ErrorEquals, Next }, index): Point => ({
        kind: 'catcher',
        state: name,
        part: `Catch[${index}]`,
        about: `${inShort(ErrorEquals)} -> ${Next}`,
      }),
    ),
  ];
}

/** Lists of transient errors are long, and much alike. */
function inShort([first, ...others]: readonly string[]): string {
  return others.length === 0 ? first! : `${first} and ${others.length} more`;
}

function frames(name: string, state: State): Point[] {
  return insides(state).map(({ StartAt }, index): Point => {
    return state.Type === 'Map'
      ? { kind: 'iteration', state: name, part: 'ItemProcessor', about: StartAt }
      : { kind: 'branch', state: name, part: `Branches[${index}]`, about: StartAt };
  });
}
