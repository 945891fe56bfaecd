import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as realSleep } from 'node:timers/promises';
import { Reaper } from '../core/reaper.ts';
import type { Cloud, Principal } from '../core/service.ts';
import { Concurrency, throttled } from './concurrency.ts';
import { Environment } from './environment.ts';
import { InvocationMetrics } from './invocation-metrics.ts';
import { MemoryWatch, mostAtWork } from './memory.ts';
import { reasonIn } from './outcomes.ts';
import { RuntimeProcess } from './process.ts';
import { runtimeEntry } from './runtime-entry.ts';
import { InvocationHold, Slots } from './slots.ts';
import { Spares } from './spares.ts';
import type { HostedFunction, HostOptions, InvokeRequest, Outcome, SharingHost } from './types.ts';

/** Beyond so many environments those that are idle are let go, the one idle for longest first. */
const MOST = 32;
/** So many are kept warm however long they are idle: each takes some 30 MB. */
const KEPT = 4;
/** Real milliseconds: the others are let go once they were idle for so long, or for twice as long. */
const IDLE = 10_000;

/** Makes the function host of a cloud. Close it: what it has started ends with it. */
export function createHost(cloud: Cloud, options: HostOptions): SharingHost {
  return new ProcessHost(cloud, options);
}

class ProcessHost implements SharingHost {
  readonly #cloud: Cloud;
  readonly #options: HostOptions;
  readonly #slots: Slots;
  readonly #concurrency: Concurrency;
  readonly #mostAtWork: number;
  /** So many environments are about to be there. */
  #starting = 0;
  #isTold = false;
  readonly #metrics: InvocationMetrics;
  readonly #principals = new Map<string, Principal>();
  /** Warm environments without work, by function, the last used last. */
  readonly #idle = new Map<string, Environment[]>();
  /** The revision each function is at; environments of others are let go. */
  readonly #revisions = new Map<string, string>();
  /** The revision of each that was told to be broken. */
  readonly #broken = new Map<string, string>();
  readonly #all = new Set<Environment>();
  /** Those that were idle when it was last looked, and are since. */
  #stale = new Set<Environment>();
  readonly #closed = new AbortController();
  #watched = false;
  readonly #reaper = new Reaper();
  readonly #memory = new MemoryWatch();
  /** So many environments fewer are kept, for what else needs memory now. */
  #given = 0;
  #spares: Promise<Spares> | undefined;
  /** The function that was loaded last takes something that the runtime has on board. */
  #onBoard = false;

  constructor(cloud: Cloud, options: HostOptions) {
    this.#cloud = cloud;
    this.#options = options;
    this.#slots = new Slots(options.running ?? Math.max(4, availableParallelism() * 2));
    this.#concurrency = new Concurrency(options.accountConcurrency ?? 1000);
    this.#mostAtWork = options.atWork ?? mostAtWork();
    this.#metrics = new InvocationMetrics(cloud);
  }

  async invoke(fn: HostedFunction, request: InvokeRequest): Promise<Outcome> {
    const leave = this.#enter(fn);
    const hold = new InvocationHold(this.#cloud.clock, this.#slots);
    try {
      await hold.start();
      const warm = this.#warm(fn);
      if (warm === undefined) this.#makeRoomForOne(fn);
      const environment = warm ?? (await this.#start(fn));
      const task = request.task ?? this.#options.taskIn?.(request.payload);
      const outcome = await environment.invoke({ ...request, task }, hold);
      this.#metrics.ended(fn, outcome);
      if (environment.isBroken) this.#tellBroken(fn, outcome);
      this.#giveBack(fn, environment);
      if (warm === undefined) this.#onBoard = environment.onBoard;
      return outcome;
    } finally {
      hold.release();
      leave();
    }
  }

  principalOf({ roleArn, name }: HostedFunction): Principal {
    const known = this.#principals.get(`${roleArn} ${name}`);
    if (known !== undefined) return known;
    const { principal } = this.#options.sessions.issue(roleArn, name, {});
    this.#principals.set(`${roleArn} ${name}`, principal);
    return principal;
  }

  prepare({ memoryMb }: HostedFunction, sdk = false): void {
    if (this.#options.spares === false) return;
    void this.#processes().then((spares) => spares.prepare(memoryMb, sdk));
  }

  makeRoom(environments: number): () => void {
    this.#given += environments;
    this.#letGo(this.#most);
    return () => {
      this.#given -= environments;
    };
  }

  get #most(): number {
    return Math.max(1, (this.#options.environments ?? MOST) - this.#given);
  }

  retire(functionArn: string): void {
    this.#revisions.delete(functionArn);
    this.#broken.delete(functionArn);
    for (const environment of this.#idle.get(functionArn) ?? []) this.#drop(environment);
    this.#idle.delete(functionArn);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    const spares = await this.#spares;
    await Promise.all([...this.#all].map((environment) => environment.terminate()));
    this.#all.clear();
    this.#idle.clear();
    await spares?.close();
    this.#reaper.close();
  }

  #tellBroken(fn: HostedFunction, { payload }: Outcome): void {
    if (this.#broken.get(keyOf(fn)) === fn.revisionId) return;
    this.#broken.set(keyOf(fn), fn.revisionId);
    this.#options.onBroken?.(
      `The function ${fn.name} could not be loaded: ${reasonIn(payload)}\n` +
        `Its log says where: npx local-cloud logs ${fn.name}`,
    );
  }

  #enter(fn: HostedFunction): () => void {
    try {
      return this.#concurrency.enter(fn);
    } catch (error) {
      this.#metrics.throttled(fn);
      throw error;
    }
  }

  /**
   * Invocations that only wait, for the clock or a call, have environments as well: as many as there may be on AWS
   * would take all of the machine's memory.
   *
   * @throws TooManyRequestsException, as where the account's concurrency is used up
   */
  #makeRoomForOne(fn: HostedFunction): void {
    const most = this.#mostAtWork - this.#starting - 1;
    if (this.#all.size > most) this.#letGo(most);
    if (this.#all.size <= most) return;
    this.#metrics.throttled(fn);
    if (!this.#isTold) {
      this.#options.report(
        `${this.#mostAtWork} execution environments are at work, and this machine has no memory for more: ` +
          'functions are throttled, as where the concurrency of an account is used up.',
      );
    }
    this.#isTold = true;
    throw throttled('ConcurrentInvocation');
  }

  #warm(fn: HostedFunction): Environment | undefined {
    this.#revisions.set(keyOf(fn), fn.revisionId);
    const idle = this.#idle.get(keyOf(fn)) ?? [];
    for (;;) {
      const warm = idle.pop();
      if (warm === undefined) return undefined;
      this.#stale.delete(warm);
      if (!warm.dead && warm.revisionId === fn.revisionId) return warm;
      this.#drop(warm);
    }
  }

  async #start(fn: HostedFunction): Promise<Environment> {
    this.#starting += 1;
    try {
      const spares = await this.#processes();
      const process = spares.take(fn.memoryMb);
      const { sessions, cacheFolder, report, patienceMs } = this.#options;
      const cloud = this.#cloud;
      const environment = new Environment({
        ...{ cloud, sessions, fn, cacheFolder, process, report, patienceMs },
        // The next one starts while this one loads its function: to start it takes this process a while.
        loads: () => this.prepare(fn, this.#onBoard),
      });
      this.#all.add(environment);
      this.#letGo(this.#most);
      return environment;
    } finally {
      this.#starting -= 1;
    }
  }

  #processes(): Promise<Spares> {
    const { time } = this.#options;
    const [reaper, memory] = [this.#reaper, this.#memory];
    // Node goes by the places that links lead to, and what a process may read is told by place.
    const cacheFolder = realpathSync(this.#options.cacheFolder);
    this.#spares ??= runtimeEntry(cacheFolder).then(
      (entry) =>
        new Spares((memoryMb, preload) => {
          const options = { entry, cacheFolder, time, reaper, memory };
          return new RuntimeProcess(options, memoryMb, preload);
        }),
    );
    return this.#spares;
  }

  #giveBack(fn: HostedFunction, environment: Environment): void {
    if (environment.dead || this.#revisions.get(keyOf(fn)) !== environment.revisionId) {
      this.#drop(environment);
      return;
    }
    const idle = this.#idle.get(keyOf(fn)) ?? [];
    // Re-inserted, so that the map is in the order of last use.
    this.#idle.delete(keyOf(fn));
    this.#idle.set(keyOf(fn), [...idle, environment]);
    if (!this.#watched) void this.#watch();
  }

  #drop(environment: Environment): void {
    this.#all.delete(environment);
    this.#cloud.background('Letting an execution environment go', () => environment.terminate());
  }

  /** While there are more than are kept, lets those go that nobody needs any more. */
  async #watch(): Promise<void> {
    this.#watched = true;
    const { signal } = this.#closed;
    while (this.#all.size > KEPT && !signal.aborted) {
      await realSleep(this.#options.idleMs ?? IDLE, undefined, { ref: false, signal }).catch(
        () => {},
      );
      this.#letGo(KEPT, this.#stale);
      this.#stale = new Set([...this.#idle.values()].flat());
    }
    this.#stale.clear();
    this.#watched = false;
  }

  #letGo(most: number, among?: ReadonlySet<Environment>): void {
    for (const [key, idle] of this.#idle) {
      const kept = idle.filter((environment) => {
        const goes = this.#all.size > most && (among?.has(environment) ?? true);
        if (goes) this.#drop(environment);
        return !goes;
      });
      this.#idle.set(key, kept);
    }
  }
}

/** Each version has environments of its own. */
function keyOf({ arn, version }: HostedFunction): string {
  return version === '$LATEST' ? arn : `${arn}:${version}`;
}
