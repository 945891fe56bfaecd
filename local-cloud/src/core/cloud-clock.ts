import * as z from 'zod';
import type { Clock, Hold, Timer, TimerOptions } from './clock.ts';
import { UserError } from './errors.ts';
import { IdleWaiters } from './idle-waiters.ts';
import type { Json } from './json.ts';
import { fromJson } from './state.ts';
import { before, Scheduled, TimerHeap } from './timer-heap.ts';
import { Line } from './turns.ts';
import { WorkHold } from './work-hold.ts';

/** AWS writes times with four digits for the year. */
const LATEST = Date.UTC(10_000, 0) - 1;
/** The longest wait Node's own timers take, in milliseconds. */
const LONGEST_REAL_WAIT = 2 ** 31 - 1;
/** What a timer starts may take some milliseconds. */
const FIRED_AT_ONCE = 50;

export interface CloudClockOptions {
  /** Where time starts. Default: now. */
  readonly start?: number;
  /** A frozen clock moves only when it is skipped. */
  readonly frozen?: boolean;
  /** Jump to the next (foreground) timer whenever nothing is in flight. */
  readonly autoSkip?: boolean;
}

/**
 * The clock of a cloud: cloud time = source time + offset. Skipping adds to the offset and fires what has come due.
 */
export class CloudClock implements Clock {
  /**
   * `[0]`: cloud time minus source time, in milliseconds. `[1]`: the source time of a frozen clock;
   * NaN when it is real time.
   */
  readonly #offset = new Float64Array(2);
  readonly #frozenAt: number | undefined;
  readonly #foreground = new TimerHeap();
  readonly #background = new TimerHeap();
  readonly #idleWaiters = new IdleWaiters();
  /** The last of those who move the clock. */
  readonly #moves = new Line();
  readonly #followers = new Set<(offset: Float64Array) => void>();
  #autoSkip: boolean;
  #order = 0;
  #holds = 0;
  #suspended = 0;
  #idleCheck = false;
  #realTimer: NodeJS.Timeout | undefined;
  /** In real time: a timer that was armed before the clock moved is due too late now. */
  #realDue = Number.POSITIVE_INFINITY;

  constructor(options: CloudClockOptions = {}) {
    const real = Date.now();
    this.#frozenAt = options.frozen ? (options.start ?? real) : undefined;
    this.#offset[0] = options.frozen || options.start === undefined ? 0 : options.start - real;
    this.#offset[1] = this.#frozenAt ?? Number.NaN;
    this.#autoSkip = options.autoSkip ?? false;
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  now(): number {
    return (this.#frozenAt ?? Date.now()) + this.#offset[0]!;
  }

  after(ms: number, fire: () => void, options: TimerOptions = {}): Timer {
    const background = options.background ?? false;
    // Times are written in whole milliseconds, into iterators and tokens too.
    const due = this.now() + Math.max(0, Math.ceil(ms));
    const timer = new Scheduled(due, this.#order++, background, fire, options.what);
    (background ? this.#background : this.#foreground).push(timer);
    this.#arm(timer.due);
    if (this.#autoSkip) this.#checkIdle();
    return timer;
  }

  hold(): Hold {
    return new WorkHold(this);
  }

  /**
   * Tells, now and whenever it moves, how far cloud time is ahead of source time in milliseconds
   * (`[0]`), and the source time of a frozen clock or NaN (`[1]`), until the returned function is called.
   */
  onMove(follow: (offset: Float64Array) => void): () => void {
    this.#followers.add(follow);
    follow(this.#offset);
    return () => this.#followers.delete(follow);
  }

  /** The next so many timers, soonest first: those to skip to, or those in the background. */
  timers(count: number, background: boolean): readonly Timer[] {
    return (background ? this.#background : this.#foreground).soonest(count);
  }

  get autoSkip(): boolean {
    return this.#autoSkip;
  }

  /** How many pieces of work are in flight now. */
  get inFlight(): number {
    return this.#holds;
  }

  /** Resolves when nothing is in flight, microtasks included. */
  idle(): Promise<void> {
    return this.#whenIdle(() => true);
  }

  /**
   * Waits until all that is under way only waits for the clock, and something is, then jumps to the
   * next timer. False: there is none, or somebody else has just moved the clock. Rejects with the
   * signal's reason once that is aborted.
   */
  async nextForWaiting(signal?: AbortSignal): Promise<boolean> {
    await this.#whenIdle(() => this.#suspended > 0, signal);
    return this.#moves.next(async () => this.#holds === 0 && this.#suspended > 0 && this.#skip());
  }

  /** When the next foreground timer is due, if there is one. */
  get nextDue(): number | undefined {
    return this.#foreground.peek()?.due;
  }

  /**
   * Moves cloud time on by `ms`, firing what comes due in order, each at its own time. Of several that
   * move it at once each goes on from where the one before has come to.
   *
   * @param ms how far, or what tells it when it is its turn
   * @param signal once that is aborted, time stays where it has come to, and its reason is thrown
   * @throws UserError for a span below 0, and beyond the year 9999, the last that can be written in
   *   AWS's times
   */
  advance(ms: number | (() => number), signal?: AbortSignal): Promise<void> {
    return this.#moves.next(() => this.#advance(typeof ms === 'number' ? ms : ms(), signal));
  }

  /**
   * Waits until nothing is in flight, then jumps to the next foreground timer. False: there is none.
   *
   * @param seen goes no further than this: what `nextDue` was when the caller looked around, since
   *   time goes on by itself, too
   * @param signal once that is aborted, it jumps no more, and its reason is thrown
   */
  next(seen?: number, signal?: AbortSignal): Promise<boolean> {
    return this.#moves.next(async () => {
      await this.#whenIdle(() => true, signal);
      const due = seen ?? this.nextDue;
      if (due === undefined) return false;
      await this.#advance(Math.max(0, due - this.now()), signal);
      return true;
    });
  }

  setAutoSkip(on: boolean): void {
    this.#autoSkip = on;
    if (on) this.#checkIdle();
  }

  /** Lets go of the process: no real timer is left behind. */
  stop(): void {
    clearTimeout(this.#realTimer);
    this.#autoSkip = false;
  }

  /** @internal Called by holds: how many more are in flight, and how many more are suspended. */
  count(holds: number, suspended: number): void {
    this.#holds += holds;
    this.#suspended += suspended;
    this.#checkIdle();
  }

  /** Cloud time, and how far it is ahead of real time, in milliseconds. */
  save(): Json {
    const now = this.now();
    return { now, ahead: this.#frozenAt === undefined ? this.#offset[0]! : now - Date.now() };
  }

  /**
   * Goes on from when it was saved: a frozen clock at that moment; any other is as far ahead of
   * real time as it was then. Throws UserError for anything else than `save` gives.
   */
  load(json: Json): void {
    const saved = fromJson(json, z.strictObject({ now: z.number(), ahead: z.number() }));
    this.#move(
      this.#frozenAt === undefined
        ? Math.max(saved.ahead, saved.now - Date.now())
        : saved.now - this.#frozenAt,
    );
  }

  async #advance(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (!(ms >= 0)) throw new UserError(`The clock goes forward only, and not by ${ms} ms`);
    const target = this.now() + Math.ceil(ms);
    if (target > LATEST) throw new UserError('The clock goes no further than the year 9999');
    for (;;) {
      await this.#whenIdle(() => true, signal);
      const next = this.#next();
      if (next === undefined || next.due > target) break;
      this.#jumpTo(next.due);
      this.#fireDue();
    }
    this.#jumpTo(target);
  }

  #whenIdle(ready: () => boolean, signal?: AbortSignal): Promise<void> {
    const idle = this.#idleWaiters.add(ready, signal);
    this.#checkIdle();
    return idle;
  }

  #next(): Scheduled | undefined {
    const a = this.#foreground.peek();
    const b = this.#background.peek();
    if (a === undefined || b === undefined) return a ?? b;
    return before(a, b) ? a : b;
  }

  #jumpTo(time: number): void {
    const ahead = time - this.now();
    if (ahead > 0) this.#move(this.#offset[0]! + ahead);
  }

  #move(offset: number): void {
    this.#offset[0] = offset;
    this.#arm(this.#next()?.due);
    for (const follow of this.#followers) follow(this.#offset);
  }

  /** Where many are due together, others have their turn meanwhile, and time stands still. */
  #fireDue(): void {
    for (let fired = 0; ; fired++) {
      const next = this.#next();
      if (next === undefined || next.due > this.now()) break;
      if (fired === FIRED_AT_ONCE) {
        this.#fireLater();
        return;
      }
      (next.background ? this.#background : this.#foreground).pop();
      const fire = next.fire;
      next.fire = undefined;
      fire?.();
    }
    this.#arm(this.#next()?.due);
  }

  #fireLater(): void {
    const hold = this.hold();
    setImmediate(() => {
      this.#fireDue();
      hold.release();
    });
  }

  /** Sees to it that a real timer runs for what is due first. */
  #arm(due: number | undefined): void {
    if (this.#frozenAt !== undefined || due === undefined) return;
    const realDue = due - this.#offset[0]!;
    if (realDue >= this.#realDue) return;
    clearTimeout(this.#realTimer);
    this.#realDue = realDue;
    const wait = Math.min(Math.max(0, due - this.now()), LONGEST_REAL_WAIT);
    this.#realTimer = setTimeout(() => {
      this.#realDue = Number.POSITIVE_INFINITY;
      this.#fireDue();
    }, wait);
    this.#realTimer.unref();
  }

  /** After microtasks and one turn of the event loop: is anything still in flight? */
  #checkIdle(): void {
    if (this.#idleCheck || this.#holds > 0) return;
    if (!this.#autoSkip && this.#idleWaiters.size === 0) return;
    this.#idleCheck = true;
    setImmediate(() => {
      this.#idleCheck = false;
      if (this.#holds > 0) return;
      const isWaitedFor = this.#idleWaiters.tell();
      if (this.#autoSkip && !isWaitedFor) this.#skip();
      else if (this.#autoSkip) this.#checkIdle();
    });
  }

  #skip(): boolean {
    if (this.nextDue === undefined) return false;
    this.#jumpTo(this.#next()!.due);
    this.#fireDue();
    this.#checkIdle();
    return true;
  }
}
