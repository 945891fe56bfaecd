import { ONE_TURN } from '../query/jsonata/limits.ts';

/** Steps of JSONata after which the event loop has its turn: about ten milliseconds. */
const ENOUGH = 30_000;

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

  readonly #renew = (): void => {
    this.left = ONE_TURN.steps;
    this.isLow = false;
    this.#isTouched = false;
  };
}
