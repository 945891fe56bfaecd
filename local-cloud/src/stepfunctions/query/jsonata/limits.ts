/** The deepest nesting of expressions and calls; measured on AWS by others. */
export const DEEPEST_NESTING = 100;

/** The largest value, in bytes (8 a number, 2 a character); measured on AWS by others. */
export const LARGEST_VALUE = 6_990_256;

/**
 * The longest evaluation, in steps: what the library came to in three seconds, a fifth of a second
 * here. AWS does not say how long an expression may take.
 */
export const MOST_STEPS = 4_000_000;

/** The most bytes that one evaluation makes, kept or not: what the process can spare. */
export const MOST_BYTES = 128_000_000;
