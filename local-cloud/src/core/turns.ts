/** Lets others have their turn: what takes long and need not be done at once is done bit by bit. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Work in so many steps that others must have their turn between them. */
export class Turns {
  readonly #atOnce: number;
  #done = 0;

  /** @param atOnce how many steps are taken without a pause */
  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** To be called before each step. */
  async step(): Promise<void> {
    if (this.#done++ % this.#atOnce === this.#atOnce - 1) await nextTurn();
  }
}

/** Work that says, by yielding, where others may have their turn. */
export type Steps<Result> = Generator<void, Result, void>;

/** Takes all steps without a pause. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Lets others have their turn between the steps. */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
