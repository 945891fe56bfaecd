import type { Execution } from 'local-cloud';

/** What a check tells the learner. */
export interface Told {
  /** Seen in a history, a role, a table or a mail: "Charge Card ran twice for one order". */
  readonly happened: string;
  readonly expected: string;
  /** The file and the field. */
  readonly look: string;
  /** The execution that shows it, for the console. */
  readonly execution?: Execution | undefined;
}

/** What a check found that is not as it should be. */
export class Finding extends Error {
  readonly told: Told;

  constructor(told: Told) {
    super(told.happened);
    this.name = 'Finding';
    this.told = told;
  }
}

/** @throws Finding when it does not hold */
export function demand(holds: boolean, told: Told): asserts holds {
  if (!holds) throw new Finding(told);
}

/** A value as it is told: JSON on one line. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
