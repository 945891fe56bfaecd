import type { Json } from '../../src/core/json.ts';
import type { Answer } from './answer.ts';
import { matchDifferences } from './matching.ts';
import { isCall, type Recording, stepsOf } from './recordings.ts';
import { isTooShort } from './sources.ts';

/** How a recording went: the answers that agree, those that do not, and those nobody can judge. */
export interface Replayed {
  readonly agreeing: number;
  readonly differing: number;
  /** What differs, answer by answer. */
  readonly misses: readonly string[];
  readonly unjudged: readonly string[];
  /** How many of those might agree in another reading of the recording. */
  readonly doubts: number;
}

/** Compares what was recorded with the answers to the calls that were made again, and counts. */
export class Tally {
  readonly #recording: Recording;
  /** What stands in the recording for what it is here. */
  readonly #bound = new Map<string, string>();
  readonly #misses: string[] = [];
  readonly #unjudged: string[] = [];
  #agreeing = 0;
  #differing = 0;
  #doubts = 0;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  get replayed(): Replayed {
    return {
      agreeing: this.#agreeing,
      differing: this.#differing,
      misses: this.#misses,
      unjudged: this.#unjudged,
      doubts: this.#doubts,
    };
  }

  get hasMissed(): boolean {
    return this.#misses.length > 0;
  }

  /** A call that came to nothing. */
  miss(why: string): void {
    this.#misses.push(why);
  }

  /** What nobody can judge. */
  leave(why: string): void {
    this.#unjudged.push(why);
  }

  /**
   * @param since the number of answers that the last match had seen
   * @param index of the step that looks at them
   */
  judge(key: string, expected: Json, answers: readonly Answer[], since: number, index = 0): void {
    const found = matchDifferences(expected, answers, since, this.#bound);
    if (found === undefined) this.leave(`${key}: no answer is of this form`);
    else if (found.length === 0) this.#agreeing += 1;
    else if (this.#isOneOfSeveral(index)) {
      this.#doubt(`${key}: the source does not show whose answer it is`);
    } else if (this.#isOfLoop(found)) this.#doubt(`${key}: what it lists was made in a loop`);
    else {
      this.#differing += 1;
      this.#misses.push(...found.map((difference) => `${key}: ${difference}`));
    }
  }

  #doubt(why: string): void {
    this.leave(why);
    this.#doubts += 1;
  }

  /** Several answers were recorded and one call is shown. */
  #isOneOfSeveral(index: number): boolean {
    const next = stepsOf(this.#recording)[index + 1];
    return this.#recording.requestsFrom === 'literals' && next !== undefined && !isCall(next);
  }

  /** A source shows a call in a loop once: of what it made, there is one here. */
  #isOfLoop(found: readonly string[]): boolean {
    return this.#recording.requestsFrom === 'literals' && found.some(isTooShort);
  }
}
