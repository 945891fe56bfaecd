/** The deepest nesting of expressions and calls; measured on AWS by others. */
export const DEEPEST_NESTING = 100;

/** The largest value, in bytes (8 a number, 2 a character); measured on AWS by others. */
export const LARGEST_VALUE = 6_990_256;

/** The most numbers that `$range` makes; measured on AWS by others. */
export const LONGEST_RANGE = 360_145;

/**
 * The longest evaluation, in steps: what the library came to in three seconds. Here that is 0.03 to
 * 1.4 seconds of CPU, by what the steps are. AWS does not say how long an expression may take.
 */
const MOST_STEPS = 4_000_000;

/** The most bytes that one evaluation makes, kept or not: what the process can spare. */
const MOST_BYTES = 128_000_000;

/** What an evaluation may take. */
export interface Budget {
  readonly steps: number;
  /** Made, kept or not. */
  readonly bytes: number;
  /** Of the result. */
  readonly resultBytes: number;
  /** Real time for what cannot be counted, in ms: one match of a pattern, one reading of a picture. */
  readonly matching: number;
  /** Whether there is more elsewhere: what passes it has not failed, but takes long. */
  readonly isPart: boolean;
}

export const WHOLE: Budget = {
  steps: MOST_STEPS,
  bytes: MOST_BYTES,
  resultBytes: LARGEST_VALUE,
  matching: 250,
  isPart: false,
};

/** What is evaluated in that time of the steps that take longest. */
export const STEPS_A_MILLISECOND = 3_000;

/** What may be taken in one turn of the event loop, which all else waits for: a tenth of a second. */
export const ONE_TURN: Budget = {
  steps: 100 * STEPS_A_MILLISECOND,
  bytes: 10_000_000,
  resultBytes: 1_000_000,
  matching: 50,
  isPart: true,
};
