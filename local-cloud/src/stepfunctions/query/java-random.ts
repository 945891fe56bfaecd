const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

/**
 * java.util.Random: what AWS draws seeded numbers from (`$random(42)` is 0.7275636800328681).
 * A linear congruential generator over 48 bits.
 */
export class JavaRandom {
  #state: bigint;

  /** A seed is a whole number; fractions are cut off. */
  constructor(seed: number) {
    this.#state = (BigInt(Math.trunc(seed)) ^ MULTIPLIER) & MASK;
  }

  /** At least 0, less than 1. */
  nextDouble(): number {
    return (this.#next(26) * 2 ** 27 + this.#next(27)) * 2 ** -53;
  }

  #next(bits: number): number {
    this.#state = (this.#state * MULTIPLIER + 0xbn) & MASK;
    return Number(this.#state >> BigInt(48 - bits));
  }
}
