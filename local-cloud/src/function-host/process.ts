import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { eachLine } from '../core/lines.ts';
import type { Reaper } from '../core/reaper.ts';
import { endBeforeRemoval } from '../core/temporary-folder.ts';
import { NO_CERTIFICATES, THRIFTY } from '../core/thrifty.ts';
import { Heard } from './heard.ts';
import { type MemoryWatch, OwnMemory, spareTheOthers } from './memory.ts';
import { type Command, FILES, framed, type Message, type Start } from './runtime/messages.ts';

/** Of the heap, for what lives shortly: there are many processes, and each takes all of it. */
const YOUNG_MB = 1;
/** How Node says that its heap is full, before it aborts. */
const HEAP_IS_FULL = /JavaScript heap out of memory/;

export interface ProcessOptions {
  /** The runtime's first file. */
  readonly entry: string;
  /** Holds the code of functions, what was compiled of it, and the `/tmp` of each environment. */
  readonly cacheFolder: string;
  /** See `TimeFile`. */
  readonly time: number;
  readonly reaper: Reaper;
  readonly memory: MemoryWatch;
}

export interface Listener {
  message(message: Message): void;
  /** A line on standard output or standard error that did not come by a message. */
  line(line: string): void;
  /** Comes once and last. `signal` is null when the process ended by itself. */
  exited(end: ProcessEnd): void;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It took more memory than it may. */
  readonly isFull: boolean;
}

/** A process with the runtime in it, asleep until it is sent a command. */
export class RuntimeProcess {
  /** The most memory that it was seen to take, in MB. */
  taken = 0;
  /** What it may take, in MB. */
  readonly memoryMb: number;
  readonly #memory: MemoryWatch;
  readonly #process: ChildProcess;
  readonly #own: OwnMemory;
  readonly #tmp: string;
  readonly #gone: Promise<void>;
  #listener: Listener | undefined;
  #isFull = false;

  constructor(options: ProcessOptions, memoryMb: number, preload: readonly string[]) {
    const { entry, cacheFolder, time, reaper, memory } = options;
    this.memoryMb = memoryMb;
    this.#memory = memory;
    const tmp = mkdtempSync(path.join(made(cacheFolder, 'tmp'), 'env-'));
    this.#tmp = tmp;
    const start: Start = { sdkParent: import.meta.url, preload, tmp };
    this.#process = spawn(
      process.execPath,
      [...flags(options, memoryMb, tmp), entry, JSON.stringify(start)],
      {
        // Nothing of the host's own: variables come with the function, flags with nobody.
        env: { ...THRIFTY, TZ: 'UTC', NODE_COMPILE_CACHE: made(cacheFolder, 'compiled') },
        cwd: tmp,
        // See FILES. The time file is the last one.
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', time],
        // Ctrl+C ends the host, and the host ends what it has started.
        detached: true,
      },
    );
    this.#own = new OwnMemory(this.#process.pid);
    for (const handle of this.#handles()) handle.unref();
    reaper.watch(this.#process);
    endBeforeRemoval(this.#process, () => this.#process.kill('SIGKILL'));
    spareTheOthers(this.#process.pid);
    this.#gone = this.#listen();
  }

  /** Gives the process, which sleeps, its next command. */
  command(command: Command): void {
    this.#pipe(FILES.commands).write(framed(command));
  }

  tick(): void {
    this.#pipe(FILES.ticks).write('.');
  }

  /** Tells of everything that happens. */
  listen(listener: Listener): void {
    this.#listener = listener;
  }

  /** While it is at work, the host's process stays up for it, and looks at its memory. */
  begin(): void {
    this.#process.ref();
    this.#memory.begin(this);
  }

  /** @param told what it says that it takes, in MB: where nobody else says so */
  end(told: number | undefined): void {
    this.measure(told);
    this.#process.unref();
    this.#memory.end(this);
  }

  /** Looks how much memory it takes, and ends it when that is more than it may. */
  measure(told?: number): void {
    const taken = this.#own.read();
    if (taken !== undefined && taken > this.memoryMb) this.#overflow();
    this.taken = Math.max(this.taken, Math.min(taken ?? told ?? 0, this.memoryMb));
  }

  /** Ends it, whatever it is at. */
  async terminate(): Promise<void> {
    for (const handle of this.#handles()) handle.ref();
    this.#process.kill('SIGKILL');
    await this.#gone;
  }

  #overflow(): void {
    this.#isFull = true;
    this.#process.kill('SIGKILL');
  }

  #listen(): Promise<void> {
    const { stdout, stderr } = this.#process;
    eachLine(stdout!, (line) => this.#listener?.line(line));
    eachLine(stderr!, (line) => {
      this.#isFull ||= HEAP_IS_FULL.test(line);
      this.#listener?.line(line);
    });
    this.#hear(this.#process.stdio[FILES.messages] as Readable);
    // A process that has ended hears nothing any more; how it ended is told below.
    for (const file of [FILES.commands, FILES.ticks]) this.#pipe(file).on('error', () => {});
    return new Promise((resolve) => {
      const ended = (code: number | null, signal: NodeJS.Signals | null) => {
        this.#own.close();
        rmSync(this.#tmp, { recursive: true, force: true });
        this.#listener?.exited({ code, signal, isFull: this.#isFull });
        resolve();
      };
      this.#process.once('close', ended);
      this.#process.once('error', () => ended(1, null));
    });
  }

  /** Where something else comes than messages the function wrote it there, and its runtime is no more. */
  #hear(messages: Readable): void {
    const heard = new Heard((message) => this.#listener?.message(message));
    messages.on('data', (chunk: Buffer) => {
      if (heard.take(chunk)) return;
      messages.removeAllListeners('data').resume();
      this.#process.kill('SIGKILL');
    });
  }

  /** What could keep the host's process up. */
  #handles(): { ref(): void; unref(): void }[] {
    const pipes = this.#process.stdio.filter((pipe) => pipe !== null && pipe !== undefined);
    return [this.#process, ...(pipes as Iterable<never>)];
  }

  #pipe(file: number): Writable {
    return this.#process.stdio[file] as Writable;
  }
}

function made(folder: string, name: string): string {
  const whole = path.resolve(folder, name);
  mkdirSync(whole, { recursive: true });
  return whole;
}

/** The permission model does not hold `node:sqlite`: it would open any file of the machine. */
const NO_DATABASES = '--no-experimental-sqlite';

/**
 * Reads code and what the runtime has on board, writes to its own `/tmp`, starts nothing.
 * https://nodejs.org/docs/latest-v24.x/api/permissions.html
 */
function flags({ entry, cacheFolder }: ProcessOptions, memoryMb: number, tmp: string): string[] {
  const compiled = made(cacheFolder, 'compiled');
  const reads = [...onBoard(), path.dirname(entry), made(cacheFolder, 'code'), compiled, tmp];
  return [
    `--max-old-space-size=${memoryMb}`,
    `--max-semi-space-size=${YOUNG_MB}`,
    '--no-warnings',
    NO_CERTIFICATES,
    ...(process.allowedNodeEnvironmentFlags.has(NO_DATABASES) ? [NO_DATABASES] : []),
    '--permission',
    '--allow-addons',
    ...reads.map((folder) => `--allow-fs-read=${folder}`),
    ...[compiled, tmp].map((folder) => `--allow-fs-write=${folder}`),
  ];
}

/** The folders in which the SDK may be installed. */
function onBoard(): readonly string[] {
  return createRequire(import.meta.url).resolve.paths('@smithy/core') ?? [];
}
