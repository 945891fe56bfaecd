import { callWithin, RegexTimeout } from '../../../core/bounded-regex.ts';

/** A mapping template that cannot be parsed or evaluated, or that goes beyond its bounds. */
export class MappingError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MappingError';
  }
}

/** API Gateway's limit for a payload, in bytes: here, of what one text may have, in characters. */
export const LONGEST_TEXT = 10 * 1024 * 1024;
const MOST_STEPS = 250_000;
/** A payload is read, searched, written and escaped: each counts all of its characters. */
const MOST_CHARACTERS = 5 * LONGEST_TEXT;
/** What all regular expressions of a template may take together, in milliseconds. */
const MOST_MATCHING = 250;
/** As Velocity's `velocimacro.max.depth`. */
const MOST_NESTED = 20;

/** What one rendering of a template may take: it runs where everything else waits for it. */
export class Budget {
  #steps = MOST_STEPS;
  #characters = MOST_CHARACTERS;
  #matching = MOST_MATCHING;
  #nested = 0;

  /** Counts what is evaluated. Throws MappingError. */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) {
      throw new MappingError(`The template takes more than ${MOST_STEPS} steps`);
    }
  }

  /** Counts what is read or written. Throws MappingError. */
  spend(characters: number): void {
    this.#characters -= characters;
    if (this.#characters < 0) {
      throw new MappingError(
        `The template reads and writes more than ${MOST_CHARACTERS} characters`,
      );
    }
  }

  /** A text that a function is about to make. Throws MappingError where it is too long. */
  allow(length: number): void {
    if (length > LONGEST_TEXT) {
      throw new MappingError(`The template makes a text of more than ${LONGEST_TEXT} characters`);
    }
    this.spend(length);
  }

  /** Evaluates what a macro or a `#define` stands for: it may stand for itself. Throws MappingError. */
  nest<Result>(evaluate: () => Result): Result {
    if (this.#nested === MOST_NESTED) {
      throw new MappingError(`#macro and #define are nested deeper than ${MOST_NESTED} levels`);
    }
    this.#nested += 1;
    try {
      return evaluate();
    } finally {
      this.#nested -= 1;
    }
  }

  /** Runs regular expressions. Throws MappingError where they take too long. */
  match<Result>(compute: () => Result): Result {
    const start = performance.now();
    try {
      if (this.#matching <= 0) throw new RegexTimeout();
      return callWithin(compute, Math.ceil(this.#matching));
    } catch (error) {
      if (!(error instanceof RegexTimeout)) throw error;
      throw new MappingError(`The regular expressions take more than ${MOST_MATCHING} ms`, {
        cause: error,
      });
    } finally {
      this.#matching -= performance.now() - start;
    }
  }
}
