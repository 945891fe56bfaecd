import type { Held } from './held.ts';
import type { ToldVariables } from './told-variables.ts';

/** Where one line of control stands, as a history tells: the execution's own, a branch, an iteration. */
export interface Position {
  /** Which branch or iteration it is. */
  readonly index: number;
  /** The state it stands in; undefined before it has entered one. */
  state: string | undefined;
  /** It has left that state and not entered another. */
  left: boolean;
  /** It has come to the end of its states. */
  ended: boolean;
  enteredId: number;
  /** In ms since 1970. */
  enteredAt: number;
  /** The event before the Entered event. */
  before: number;
  /** The event its next one follows. */
  last: number;
  /** Reads the JSON text of the state's input, or of the output it left with. */
  input: () => string;
  variables: ToldVariables;
  /** How often the state was tried before. */
  attempts: number;
  inner: Inner | undefined;
  /** What its history does not tell, where it is taken up as it waited. */
  held?: Held;
}

/** A Parallel or Map that a position waits in. */
export interface Inner {
  readonly startedId: number;
  readonly children: Position[];
  /** The Map Run, for a Distributed Map. */
  mapRunArn?: string;
  /** Nothing in it goes on: it has failed. */
  closed: boolean;
}

/** A position that has entered no state. */
export function positionAt(index: number, last: number, variables: ToldVariables): Position {
  return {
    index,
    state: undefined,
    left: false,
    ended: false,
    enteredId: 0,
    enteredAt: 0,
    before: 0,
    last,
    input: () => 'null',
    variables,
    attempts: 0,
    inner: undefined,
  };
}

/** What was not done goes on: its attempts count anew. */
export function reopen(position: Position): void {
  position.attempts = 0;
  if (position.inner === undefined) return;
  position.inner.closed = false;
  for (const child of position.inner.children) if (!child.ended) reopen(child);
}
