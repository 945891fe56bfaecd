import { effort } from '../../core/effort.ts';
import { ONE_TURN } from '../query/jsonata/limits.ts';

/** Steps of JSONata after which the event loop has its turn: about ten milliseconds. */
const ENOUGH = 30_000;
/** So many characters of JSON are read, written or measured in the time of a step, where they are values of one each. */
const CHARACTERS_OF_A_STEP = 16;
/** Fewer are not worth telling of. */
const FEW = 2_000;

/** What all expressions together may take in one turn of the event loop. */
export class Allowance {
  /** In steps of JSONata. */
  left = ONE_TURN.steps;
  /** Whether it is time for a turn of the event loop. */
  isLow = false;
  #isTouched = false;

  spend(steps: number): void {
    this.left -= steps;
    this.isLow = this.left < ONE_TURN.steps - ENOUGH;
    if (this.#isTouched) return;
    this.#isTouched = true;
    setImmediate(this.#renew);
  }

  /** Spends what was done with values since the effort was as it is given. */
  spendSince(before: number): void {
    const characters = effort() - before;
    if (characters > FEW) this.spend(Math.ceil(characters / CHARACTERS_OF_A_STEP));
  }

  readonly #renew = (): void => {
    this.left = ONE_TURN.steps;
    this.isLow = false;
    this.#isTouched = false;
  };
}
