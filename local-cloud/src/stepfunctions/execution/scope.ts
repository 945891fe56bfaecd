import type { Json, JsonObject } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';
import type { Apart, Outcome, Scope } from '../query/scope.ts';
import { Visits } from '../query/visits.ts';
import { ENDED } from './recorder.ts';
import type { Strand } from './strand.ts';

/** What the expressions of a strand's state see. The context object is made when it is asked for. */
export class StrandScope implements Scope, Apart {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly #strand: Strand;
  #visits: Visits | undefined;

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

  get visits(): Visits {
    this.#visits ??= new Visits();
    return this.#visits;
  }

  get apart(): Apart {
    return this;
  }

  get left(): number {
    return this.#strand.run.shared.scheduler.allowance.left;
  }

  spend(steps: number): void {
    this.#strand.run.shared.scheduler.allowance.spend(steps);
  }

  /** The clock is held meanwhile. Rejects with ENDED where nobody wants the outcome any more. */
  async evaluate(expression: string): Promise<Outcome> {
    const { run } = this.#strand;
    const { scheduler, expressions } = run.shared;
    const isWanted = () => this.#strand.alive && !run.ended;
    scheduler.busy();
    try {
      const outcome = await expressions.evaluate(expression, this, isWanted);
      if (outcome === undefined || !isWanted()) throw ENDED;
      run.recorder.lookAtClock();
      return outcome;
    } finally {
      scheduler.idle();
    }
  }
}
