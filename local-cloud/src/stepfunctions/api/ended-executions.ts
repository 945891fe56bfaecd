import type { Clock, Timer } from '../../core/clock.ts';
import type { Age, Forgettable, Forgotten, Keep } from '../../core/keep.ts';
import type { Execution } from '../execution/types.ts';

/** AWS keeps an execution that has ended for 90 days. */
const RETENTION_MS = 90 * 24 * 3600 * 1000;

/** The executions that have ended, in the order they ended: the first is the first to be forgotten. */
export class EndedExecutions implements Forgettable {
  readonly things = 'executions';
  bytes = 0;
  readonly #clock: Clock;
  readonly #keep: Keep;
  readonly #bytesOf: (execution: Execution) => number;
  readonly #forget: (execution: Execution) => void;
  /** What each takes in memory. */
  readonly #ended = new Map<Execution, number>();
  #timer: Timer | undefined;

  /**
   * @param bytesOf what an execution takes in memory, about
   * @param forget lets go of one
   */
  constructor(
    { clock, keep }: { readonly clock: Clock; readonly keep: Keep },
    bytesOf: (execution: Execution) => number,
    forget: (execution: Execution) => void,
  ) {
    this.#clock = clock;
    this.#keep = keep;
    this.#bytesOf = bytesOf;
    this.#forget = forget;
    keep.add(this);
  }

  /** Before an execution starts, or goes on. */
  follow(execution: Execution): void {
    this.delete(execution);
    execution.onEnd(() => this.#add(execution));
  }

  delete(execution: Execution): void {
    this.bytes -= this.#ended.get(execution) ?? 0;
    this.#ended.delete(execution);
  }

  /** Not the one that ended last: whoever started it is to see what came of it, however large it is. */
  *ages(): Iterable<Age> {
    let left = this.#ended.size;
    for (const [execution, bytes] of this.#ended) {
      left -= 1;
      if (left > 0) yield { since: endOf(execution), bytes };
    }
  }

  forget(count: number): Forgotten {
    const before = this.bytes;
    for (const execution of [...this.#ended.keys()].slice(0, count)) this.#forget(execution);
    return { count, bytes: before - this.bytes };
  }

  #add(execution: Execution): void {
    const bytes = this.#bytesOf(execution);
    this.#ended.set(execution, bytes);
    this.bytes += bytes;
    this.#keep.took(bytes);
    if (this.#timer === undefined) this.#wait();
  }

  /** Until the first of them has been kept for long enough. */
  #wait(): void {
    const [first] = this.#ended.keys();
    if (first === undefined) return;
    const left = endOf(first) + RETENTION_MS - this.#clock.now();
    this.#timer = this.#clock.after(left, () => this.#expire(), {
      background: true,
      what: () => 'End of the time that executions are kept for',
    });
  }

  #expire(): void {
    this.#timer = undefined;
    const expired = this.#clock.now() - RETENTION_MS;
    for (const execution of this.#ended.keys()) {
      if (endOf(execution) > expired) break;
      this.#forget(execution);
    }
    this.#wait();
  }
}

function endOf({ stopDate }: Execution): number {
  return stopDate!;
}
