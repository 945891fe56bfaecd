import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { writeWhole } from './code.ts';
import type { Command, Message, Tick, WorkerData } from './runtime/messages.ts';

/** What a worker starts with, once the runtime is JavaScript. */
const ENTRY = 'bootstrap.js';
/** Of a thread's heap, for what lives shortly: there are dozens of threads, and each takes all of it. */
const YOUNG_MB = 8;

/** A worker thread with the runtime in it, asleep until it is sent a command. */
export class RuntimeWorker {
  readonly #worker: Worker;
  readonly #commands: MessagePort;
  readonly #gate: Int32Array;

  constructor(entry: URL, time: Float64Array, cacheFolder: string, memoryMb: number) {
    const { port1, port2 } = new MessageChannel();
    this.#commands = port1;
    this.#gate = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const workerData: WorkerData = {
      time,
      gate: this.#gate,
      commands: port2,
      compileCache: path.resolve(cacheFolder, 'compiled'),
      sdkParent: import.meta.url,
    };
    this.#worker = new Worker(entry, {
      workerData,
      transferList: [port2],
      // Nothing of the host's own: variables come with the function, flags with nobody.
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    port1.unref();
    this.#worker.unref();
  }

  /** Gives the worker, which sleeps, its next command. */
  command(command: Command): void {
    this.#commands.postMessage(command);
    Atomics.add(this.#gate, 0, 1);
    Atomics.notify(this.#gate, 0);
  }

  tick(): void {
    this.#worker.postMessage({ type: 'tick' } satisfies Tick);
  }

  /** Tells of everything that happens; `exited` comes once and last. */
  listen(listener: {
    message(message: Message): void;
    failed(error: Error): void;
    exited(code: number): void;
  }): void {
    this.#worker.on('message', listener.message);
    this.#worker.on('error', (error) => listener.failed(error as Error));
    this.#worker.on('exit', listener.exited);
  }

  /** While it is at work, the host's process stays up for it. */
  keep(on: boolean): void {
    if (on) this.#worker.ref();
    else this.#worker.unref();
  }

  async terminate(): Promise<void> {
    this.#commands.close();
    await this.#worker.terminate();
  }
}

/**
 * Writes the runtime as plain JavaScript, once for each version of it: every worker would
 * otherwise load the type stripper, which takes as long as the rest of its start. What is installed
 * from a registry is compiled already.
 *
 * @returns the module to start workers with
 */
export async function runtimeEntry(cacheFolder: string): Promise<URL> {
  const source = path.join(import.meta.dirname, 'runtime');
  const compiled = path.join(source, ENTRY);
  if (existsSync(compiled)) return pathToFileURL(compiled);
  const names = readdirSync(source).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const files: Record<string, string> = { 'package.json': '{"type":"module"}' };
  const hash = createHash('sha256').update(process.version);
  for (const name of names.sort()) {
    const text = readFileSync(path.join(source, name), 'utf8');
    hash.update(name).update(text);
    files[name.replace(/\.ts$/, '.js')] = text;
  }
  const folder = path.resolve(cacheFolder, 'runtime', hash.digest('hex').slice(0, 16));
  if (!existsSync(folder)) await writeWhole(folder, stripped(files));
  return pathToFileURL(path.join(folder, ENTRY));
}

function stripped(files: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(files).map(([name, text]) => [
    name,
    name.endsWith('.js')
      ? withoutTypes(text).replace(/((?:from|import\() ?'\.[^']+)\.ts'/g, "$1.js'")
      : text,
  ]);
  return Object.fromEntries(entries);
}

/** Without the warning that Node's own type stripping is experimental: it runs this whole project. */
function withoutTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return module.stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/**
 * Workers that are already up when a function needs its next environment: the thread and the
 * runtime take most of a cold start, and are the same for every function of a memory size.
 */
export class SpareWorkers {
  readonly #spares = new Map<number, RuntimeWorker>();
  readonly #start: (memoryMb: number) => RuntimeWorker;
  #closed = false;

  constructor(start: (memoryMb: number) => RuntimeWorker) {
    this.#start = start;
  }

  /** Starts one in advance. */
  prepare(memoryMb: number): void {
    if (this.#closed || this.#spares.has(memoryMb)) return;
    this.#spares.set(memoryMb, this.#start(memoryMb));
  }

  take(memoryMb: number): RuntimeWorker {
    const spare = this.#spares.get(memoryMb);
    this.#spares.delete(memoryMb);
    return spare ?? this.#start(memoryMb);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#spares.values()].map((worker) => worker.terminate()));
  }
}
