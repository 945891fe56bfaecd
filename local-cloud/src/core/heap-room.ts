import { getHeapStatistics } from 'node:v8';
import { collectGarbage } from './collect-garbage.ts';
import { AwsError } from './errors.ts';

/** Of what V8 lets the heap have, so much may be held: what is left is for what is young, and requests under way. */
const PART = 3 / 4;
/** Real milliseconds from one collection to the next: whoever waits for them is not to wait all the time. */
const PAUSE = 5_000;
/** Where there was room, the next one comes as soon as so much more is used of what V8 lets the heap have. */
const GROWN = 1 / 20;
const MEGABYTE = 2 ** 20;

/** Operations that add to what is held. Others read, take away, end, answer or hand on something. */
const ADDS =
  /^(Put(?!Events$)|Create|Send(Message|Email)|Publish|Start|Run|Register|Update|Upload|Copy|Import|BatchWrite|TransactWrite|(Batch)?Execute(Statement|Transaction))/;

/** What the process takes, garbage with it, and what it may take, in bytes. */
interface Heap {
  readonly used: number;
  readonly most: number;
}

/** What is read of V8, and has it collect garbage. */
export interface HeapSource {
  heap(): Heap;
  collect(): void;
  /** Real milliseconds. */
  now(): number;
}

const V8: HeapSource = {
  heap() {
    const { used_heap_size, external_memory, heap_size_limit } = getHeapStatistics();
    return { used: used_heap_size + external_memory, most: heap_size_limit };
  },
  collect: collectGarbage,
  now: () => performance.now(),
};

/**
 * Keeps room in the memory of the process: where what is held has used it up, what would add to it is refused,
 * before the process ends of it with all that it holds.
 */
export class HeapRoom {
  readonly #source: HeapSource;
  readonly #report: (problem: string) => void;
  #collectedAt = Number.NEGATIVE_INFINITY;
  /** What was used after the last collection. */
  #left = 0;
  #isUsedUp = false;

  /** @param report told when there is no room any more */
  constructor(report: (problem: string) => void, source: HeapSource = V8) {
    this.#report = report;
    this.#source = source;
  }

  /** @throws ServiceUnavailable (503) for an operation that adds to what is held, where there is no room for it */
  check(operation: string): void {
    const { used, most } = this.#source.heap();
    if (used <= most * PART) this.#isUsedUp = false;
    else if (ADDS.test(operation) && !this.#hasRoom(used, most)) throw this.#refusal(most);
  }

  /** Whether there is, garbage apart. */
  #hasRoom(used: number, most: number): boolean {
    const isSoon = this.#source.now() - this.#collectedAt < PAUSE;
    if (isSoon && (this.#isUsedUp || used - this.#left < most * GROWN)) return !this.#isUsedUp;
    this.#source.collect();
    this.#collectedAt = this.#source.now();
    this.#left = this.#source.heap().used;
    const wasUsedUp = this.#isUsedUp;
    this.#isUsedUp = this.#left > most * PART;
    if (this.#isUsedUp && !wasUsedUp) this.#report(this.#refusal(most).message);
    return !this.#isUsedUp;
  }

  #refusal(most: number): AwsError {
    const megabytes = Math.round((most * PART) / MEGABYTE);
    return new AwsError(
      'ServiceUnavailable',
      `The process of the local cloud holds more than ${megabytes} MB, and has no memory for more messages, items, ` +
        'records and the like: delete some, or start it anew with NODE_OPTIONS=--max-old-space-size=MEGABYTES.',
      { status: 503 },
    );
  }
}
