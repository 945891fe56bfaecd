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

/**
 * Begins work at once, but no more than some between two turns of others: work that leads to other work, and that
 * to the first again, would leave no turn to anybody. What comes on top stands in line.
 */
export class Paced {
  readonly #most: number;
  readonly #line = new Set<() => void>();
  #begun = 0;
  #renews = false;

  constructor(most: number) {
    this.#most = most;
  }

  begin(work: () => void): void {
    if (!this.#renews) setImmediate(this.#renew);
    this.#renews = true;
    // A new function: the same work may stand in line twice.
    if (this.#begun === this.#most || this.#line.size > 0) this.#line.add(() => work());
    else {
      this.#begun += 1;
      work();
    }
  }

  readonly #renew = (): void => {
    this.#begun = 0;
    this.#renews = this.#line.size > 0;
    if (this.#renews) setImmediate(this.#renew);
    for (const work of this.#line) {
      if (this.#begun === this.#most) break;
      this.#begun += 1;
      this.#line.delete(work);
      work();
    }
  };
}

/** Pieces of work that are done one after the other; after what is long others have their turn. */
export class Line {
  #last: Promise<unknown> = Promise.resolve();

  /** Does the work once those before it are done. */
  async next<Result>(
    work: () => Result | Promise<Result>,
    isLong: (result: Result) => boolean = () => false,
  ): Promise<Result> {
    const done = this.#last.then(work);
    this.#last = done.then(
      (result) => (isLong(result) ? nextTurn() : undefined),
      () => {},
    );
    return done;
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
