import type { Clock } from '../../core/clock.ts';
import { queueDeletedRecently } from './errors.ts';

const KEPT_FREE = 60_000;

/**
 * The names of queues that were deleted: nobody may take them for a minute. They are not saved: a cloud
 * that begins with a saved state has them free.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 */
export class DeletedNames {
  readonly #clock: Clock;
  /** Until when, in milliseconds, the earliest first. */
  readonly #until = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(name: string): void {
    this.#until.delete(name);
    this.#until.set(name, this.#clock.now() + KEPT_FREE);
  }

  /** Throws QueueDeletedRecently. */
  check(name: string): void {
    for (const [old, until] of this.#until) {
      if (until > this.#clock.now()) break;
      this.#until.delete(old);
    }
    if (this.#until.has(name)) throw queueDeletedRecently();
  }
}
