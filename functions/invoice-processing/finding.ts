/** One reading of a value. */
export interface Reading<Value> {
  readonly value: Value;
  /** 0 to 100. */
  readonly confidence: number;
}

/** What all readings of a value come to. */
export interface Finding<Value> {
  /** Undefined where it was not found, or can be two things. */
  readonly value?: Value | undefined;
  /** 0 to 100, of the value; 0 without one. */
  readonly confidence: number;
  /** Why a person must look at it: sentences. Empty: what was read can be relied on. */
  readonly doubts: readonly string[];
}

export const NOTHING: Finding<never> = { confidence: 0, doubts: [] };

/** Below it another reading is a guess, and contradicts nothing. */
const GUESS = 50;

/**
 * The value that the readings agree on: what is the same by `keyOf` is one value, as sure as the
 * surest of them. Readings that contradict it are a doubt.
 */
export function agreed<Value>(
  what: string,
  readings: readonly Reading<Value>[],
  keyOf: (value: Value) => unknown,
): Finding<Value> {
  const [best, ...others] = distinct(readings, keyOf);
  if (best === undefined) return NOTHING;
  const contradicting = others.filter(({ confidence }) => confidence >= GUESS);
  const doubts = contradicting.length > 0 ? [`The page names more than one ${what}.`] : [];
  return { ...best, doubts };
}

/** The surest reading of each value, the surest value first. */
export function distinct<Value, Read extends Reading<Value>>(
  readings: readonly (Read & Reading<Value>)[],
  keyOf: (value: Value) => unknown,
): Read[] {
  const surest = new Map<unknown, Read>();
  for (const reading of readings.toSorted((a, b) => b.confidence - a.confidence)) {
    const key = keyOf(reading.value);
    if (!surest.has(key)) surest.set(key, reading);
  }
  return [...surest.values()];
}
