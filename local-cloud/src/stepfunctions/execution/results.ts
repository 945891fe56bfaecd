import type { QueryLanguage } from '../language/definition.ts';
import { dataLimitExceeded } from './failure.ts';
import { PAYLOAD_BYTES, SELECTED_BYTES } from './limits.ts';
import { arrayOf, leastBytes, type Payload } from './payload.ts';

/** What a state makes of its result. */
interface ResultFields {
  readonly QueryLanguage: QueryLanguage;
  readonly Assign?: unknown;
  readonly Output?: unknown;
  readonly ResultSelector?: unknown;
  readonly ResultPath?: string | null;
  readonly OutputPath?: string | null;
}

const NOTHING: Payload = arrayOf([]);

/**
 * What the branches of a Parallel or the iterations of a Map came to, for as long as it may be used:
 * once it is more than the state can hand on, none of it is kept.
 */
export class Results {
  readonly #most: number;
  #members: Payload[];
  #bytes = 0;

  /** @param most so many bytes of them can be used; see `usable` */
  constructor(count: number, most: number) {
    this.#most = most;
    this.#members = most > 0 ? new Array(count) : [];
  }

  add(index: number, output: Payload): void {
    if (this.#most === 0 || this.isTooLarge) return;
    this.#members[index] = output;
    this.#bytes += leastBytes(output);
    if (this.isTooLarge) this.#members = [];
  }

  /** They are more than can be used: more of them change nothing. */
  get isTooLarge(): boolean {
    return this.#bytes > this.#most;
  }

  /** How many are kept. */
  get kept(): number {
    return this.#members.filter((member) => member !== undefined).length;
  }

  /** The array of them. Throws States.DataLimitExceeded where it is too large for the state. */
  whole(state: string): Payload {
    if (this.isTooLarge) throw dataLimitExceeded(state);
    return this.#most === 0 ? NOTHING : arrayOf(this.#members);
  }
}

/**
 * How many bytes of its result a state can use: what it hands on whole may not be larger than a payload,
 * and what it throws away need not be kept.
 */
export function usable(state: ResultFields): number {
  const { Assign, Output, ResultSelector, ResultPath, OutputPath = '$' } = state;
  if (Assign !== undefined || Output !== undefined || ResultSelector !== undefined) {
    return SELECTED_BYTES;
  }
  if (ResultPath === null) return 0;
  return OutputPath === '$' ? PAYLOAD_BYTES : SELECTED_BYTES;
}
