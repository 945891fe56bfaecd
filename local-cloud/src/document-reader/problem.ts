import type { Problem } from './messages.ts';

/** A document that cannot be read, and why. */
export class UnreadableDocument extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(`The document cannot be read: ${problem}`, options);
    this.name = 'UnreadableDocument';
    this.problem = problem;
  }
}
