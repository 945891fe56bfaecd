import { getHeapStatistics } from 'node:v8';
import { collectGarbage } from './collect-garbage.ts';
import { AwsError } from './errors.ts';
import { oldGenerationLimit } from './old-generation.ts';
import type { Principal } from './service.ts';

/** Of what V8 lets the heap have, so much may be held: what is left is for what is young, and requests under way. */
const PART = 3 / 4;
/** Where that is used up, histories and logs go, beyond so much of what V8 lets the heap have. */
const HISTORIES = 1 / 16;
/** Real milliseconds from one collection to the next: whoever waits for them is not to wait all the time. */
const PAUSE = 5_000;
/** Where there was room, the next one comes as soon as so much more is used of what V8 lets the heap have. */
const GROWN = 1 / 20;
const MEGABYTE = 2 ** 20;

/**
 * Operations that read, take away, end or answer something, or add to what has bounds of its own (logs). Whatever
 * else there is may add to what is held.
 */
const ADDS_NOTHING =
  /^(Abort|Analyze|BatchGet|BatchStop|Cancel|ChangeMessageVisibility|Complete|Deauthorize|Decrease|Delete|Deregister|Describe|Detach|Disable|Filter|Get|Head|InvokeEndpoint$|List|Purge|PutLogEvents$|Query|Receive|Remove|Scan|SendTask|Stop|TestState$|TransactGet|Unsubscribe|Untag|Validate)/;

/** Those that add only in some cases: whether this one adds nothing. */
const HANDS_ON: Readonly<Record<string, (call: HeldCall) => boolean>> = {
  // An asynchronous event waits in a queue, and for its retries.
  Invoke: ({ input }) => !('InvocationType' in input) || input.InvocationType !== 'Event',
  // What AWS's services do and tell of themselves: no session is kept for them, and an event only where it is awaited.
  AssumeRole: ({ principal }) => principal.kind === 'service',
  PutEvents: ({ principal }) => principal.kind === 'service',
};

interface HeldCall {
  readonly operation: string;
  readonly input: object;
  readonly principal: Pick<Principal, 'kind'>;
}

function addsNothing(call: HeldCall): boolean {
  const { operation } = call;
  return ADDS_NOTHING.test(operation) || (HANDS_ON[operation]?.(call) ?? false);
}

/** There is no memory for more: whatever is refused for it now will be so until something is deleted. */
export class NoRoom extends AwsError {
  /** @param bytes that may be held */
  constructor(bytes: number) {
    super(
      'ServiceUnavailable',
      `The process of the local cloud holds more than ${Math.round(bytes / MEGABYTE)} MB, and has no memory for ` +
        'more messages, items, records and the like: delete some, or start it anew with ' +
        'NODE_OPTIONS=--max-old-space-size=MEGABYTES.',
      { status: 503 },
    );
  }
}

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
    const most = oldGenerationLimit(heap_size_limit);
    return { used: used_heap_size + external_memory, most };
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
  readonly #keepHistories: (bytes: number) => void;
  #collectedAt = Number.NEGATIVE_INFINITY;
  /** What was used after the last collection. */
  #left = 0;
  #isUsedUp = false;
  /** Until there is room again, and some more. */
  #isTold = false;

  /**
   * @param report told when there is no room any more
   * @param keepHistories has histories and logs take no more than so many bytes
   */
  constructor(
    report: (problem: string) => void,
    keepHistories: (bytes: number) => void,
    source: HeapSource = V8,
  ) {
    this.#report = report;
    this.#keepHistories = keepHistories;
    this.#source = source;
  }

  /** @throws NoRoom for a call that may add to what is held, where there is no room for it */
  check(call: HeldCall): void {
    if (!addsNothing(call) && !this.hasRoom) throw new NoRoom(this.#most);
  }

  /** Whether there is memory for more. */
  get hasRoom(): boolean {
    const { used, most } = this.#source.heap();
    if (used > most * PART) return this.#hasRoom(used, most);
    this.#isUsedUp = false;
    if (used < most * (PART - GROWN)) this.#isTold = false;
    return true;
  }

  /** In bytes. */
  get #most(): number {
    return this.#source.heap().most * PART;
  }

  /** Whether there is, garbage apart. */
  #hasRoom(used: number, most: number): boolean {
    const isSoon = this.#source.now() - this.#collectedAt < PAUSE;
    if (isSoon && (this.#isUsedUp || used - this.#left < most * GROWN)) return !this.#isUsedUp;
    this.#source.collect();
    this.#collectedAt = this.#source.now();
    this.#left = this.#source.heap().used;
    this.#isUsedUp = this.#left > most * PART;
    if (this.#isUsedUp && !this.#isTold) this.#report(new NoRoom(this.#most).message);
    this.#isTold ||= this.#isUsedUp;
    if (this.#isUsedUp) this.#keepHistories(most * HISTORIES);
    return !this.#isUsedUp;
  }
}
