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
/** In digits: without a bound each multiplication makes a number twice as long. */
export const LONGEST_NUMBER = 1_000;
const MOST_STEPS = 250_000;
/** A payload is read, searched, written and escaped: each counts all of its characters, of about 3 ns. */
const MOST_CHARACTERS = 5 * LONGEST_TEXT;
/** What all regular expressions of a template may take together, in milliseconds. */
const MOST_MATCHING = 100;
/** What takes longer than to read a character, in characters. */
export const COST = {
  step: 50,
  /** One value, written. */
  value: 100,
  /** One value of a JSON text, read or written: each of a large object takes so long. */
  json: 180,
  /** One byte of what is written as JSON. */
  quoted: 1.75,
  /** A number that is kept as it is written, and each digit of a long one. */
  longNumber: 400,
  digit: 8,
  member: 20,
  /** Of an object that V8 keeps as a hash table. */
  memberOfLarge: 300,
  /** Of a copy that is made. */
  copiedMember: 200,
  /** Each character of a member's name. */
  name: 4,
  /** Each character of a regular expression or a JSONPath; a regular expression itself. */
  pattern: 20,
  regex: 2_000,
  replacement: 60,
} as const;
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
    this.spend(count * COST.step, 'steps');
  }

  /** Counts what is read or written, and other work as so many characters. Throws MappingError. */
  spend(characters: number, what = 'texts'): void {
    this.#characters -= characters;
    if (this.#characters < 0) {
      throw new MappingError(
        `The template takes as long as reading more than ${MOST_CHARACTERS} characters, at last for ${what}`,
      );
    }
  }

  /** A text that a function is about to make, and its work. Throws MappingError where it is too long. */
  allow(length: number, characters = length): void {
    if (length > LONGEST_TEXT) {
      throw new MappingError(`The template makes a text of more than ${LONGEST_TEXT} characters`);
    }
    this.spend(characters);
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

  /**
   * Runs regular expressions: what is quick runs to its end, as V8's sandbox takes longer than most.
   * Throws MappingError where they take too long.
   */
  match<Result>(compute: () => Result, isQuick = false): Result {
    const start = performance.now();
    try {
      if (this.#matching <= 0) throw new RegexTimeout();
      return isQuick ? compute() : callWithin(compute, Math.ceil(this.#matching));
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
