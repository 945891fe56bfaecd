import type { Json, JsonObject } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';
import type { Scope } from '../query/scope.ts';
import type { Strand } from './strand.ts';

/** What the expressions of a strand's state see. The context object is made when it is asked for. */
export class StrandScope implements Scope {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly #strand: Strand;

  constructor(strand: Strand, input: Json, extra?: { result?: Json; errorOutput?: Json }) {
    this.#strand = strand;
    this.input = input;
    if (extra?.result !== undefined) this.result = extra.result;
    if (extra?.errorOutput !== undefined) this.errorOutput = extra.errorOutput;
  }

  get context(): JsonObject {
    return this.#strand.context;
  }

  get variables(): Readonly<Record<string, Json>> {
    return this.#strand.variables;
  }

  get random(): Random {
    return this.#strand.run.ports.random;
  }

  get now(): number {
    return this.#strand.run.ports.clock.now();
  }
}
