import { Callable } from './callable.ts';
import type { Run } from './frame.ts';
import { Signature } from './signature.ts';

type Body = (run: Run, ...args: unknown[]) => unknown;

/** A function that is built in. Its arguments are those of its signature, checked. */
export class Native extends Callable {
  readonly arity: number;
  readonly parameters: number;
  readonly #body: Body;
  readonly #signature: Signature;

  /**
   * `arity`: how many arguments `$map` and the like give it.
   * `parameters`: how many there are in all, where that is more.
   */
  constructor(
    signature: string,
    arity: number,
    body: (run: Run, ...args: never[]) => unknown,
    parameters = arity,
  ) {
    super();
    this.arity = arity;
    this.parameters = parameters;
    this.#body = body as Body;
    this.#signature = Signature.of(signature);
  }

  override invoke(given: unknown[], context: unknown, run: Run): unknown {
    const args = this.#signature.check(given, context, run);
    switch (args.length) {
      case 1:
        return this.#body(run, args[0]);
      case 2:
        return this.#body(run, args[0], args[1]);
      default:
        return this.#body(run, ...args);
    }
  }
}
