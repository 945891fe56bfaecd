import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { THRIFTY } from '../core/thrifty.ts';
import type { Message, Problem, Reading, Request } from './messages.ts';
import { UnreadableDocument } from './problem.ts';

/** Real milliseconds: a page that takes longer, or a document, ends the reading process. */
const LONGEST_PAGE = 120_000;
const LONGEST_DOCUMENT = 30 * 60_000;
/** After so long without a document the process, and the memory it holds, is given back. */
const IDLE = 3000;
const MEMORY_MB = 1024;

/** Makes room for the memory of the process, or what recognition takes on top. Gives what frees it again. */
export type MakeRoom = (what: 'process' | 'scan') => () => void;

/** Reads documents in a process of its own, one at a time; it is started when first needed. */
export class ReadingProcess {
  readonly #makeRoom: MakeRoom;
  #process: ChildProcess | undefined;
  #idle = new AbortController();
  /** Pages that the process has recognised: it holds the memory since. */
  #scans = 0;

  constructor(makeRoom: MakeRoom) {
    this.#makeRoom = makeRoom;
  }

  /**
   * The pages of a document that lies in a file, or what is made of them.
   *
   * @throws UnreadableDocument for what it is, or does to its reader
   */
  async read(request: Request): Promise<Reading<unknown>> {
    this.#idle.abort();
    this.#process ??= this.#start();
    keep(this.#process, true);
    const scans = this.#scans;
    try {
      return await heard(this.#process, request);
    } catch (error) {
      if (error instanceof UnreadableDocument && !ENDS.has(error.problem)) throw error;
      this.close();
      throw error;
    } finally {
      if (this.#process !== undefined) keep(this.#process, false);
      // Scans come in a row: what they took is given back after a document that is none.
      if (scans > 0 && scans === this.#scans) this.close();
      void this.#closeWhenIdle();
    }
  }

  /** Ends the process, and what it reads. */
  close(): void {
    this.#idle.abort();
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }

  #start(): ChildProcess {
    const source = path.join(import.meta.dirname, 'main.ts');
    const entry = existsSync(source) ? source : source.replace(/ts$/, 'js');
    const started = fork(entry, [], {
      env: { ...THRIFTY, ...compileCache() },
      execArgv: [`--max-old-space-size=${MEMORY_MB}`, '--max-semi-space-size=2', '--no-warnings'],
      // What decoders write to the terminal is for their makers.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#scans = 0;
    const free = this.#makeRoom('process');
    let freeOfScan: (() => void) | undefined;
    started.on('message', ({ type }: Message) => {
      if (type !== 'scan') return;
      this.#scans += 1;
      freeOfScan ??= this.#makeRoom('scan');
    });
    started.on('exit', () => {
      free();
      freeOfScan?.();
      if (this.#process === started) this.#process = undefined;
    });
    return started;
  }

  async #closeWhenIdle(): Promise<void> {
    this.#idle = new AbortController();
    const { signal } = this.#idle;
    const idle = realSleep(IDLE, true, { ref: false, signal }).catch(() => false);
    if (await idle) this.close();
  }
}

/** Ours: what one process has compiled, the next one reads. */
function compileCache(): NodeJS.ProcessEnv {
  const folder = module.getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(folder) };
}

/** The process is at the end of its means, or nobody knows what it is at. */
const ENDS: ReadonlySet<Problem> = new Set(['too-slow', 'too-large']);

/** While it reads, our process stays up for it. */
function keep(child: ChildProcess, on: boolean): void {
  if (on) child.ref();
  else child.unref();
  if (on) child.channel?.ref();
  else child.channel?.unref();
}

/** Not the document's fault, but ours. */
class AnalysisFailed extends Error {}

/** Sends the request and hears it out: all pages, or what went wrong. */
function heard(child: ChildProcess, request: Request): Promise<Reading<unknown>> {
  const pages: unknown[] = [];
  const unread: number[] = [];
  const over = new AbortController();
  let page = new AbortController();
  return new Promise<Reading<unknown>>((resolve, reject) => {
    const fail = (problem: Problem) => reject(new UnreadableDocument(problem));
    const limit = (ms: number, { signal }: AbortController) =>
      realSleep(ms, undefined, { ref: false, signal }).then(
        () => fail('too-slow'),
        () => {},
      );
    void limit(LONGEST_DOCUMENT, over);
    void limit(LONGEST_PAGE, page);
    const hear = (message: Message) => {
      page.abort();
      page = new AbortController();
      if (message.type === 'page') pages.push(message.page);
      if (message.type === 'unread') unread.push(message.number);
      if (message.type === 'problem') fail(message.problem);
      if (message.type === 'failed') reject(new AnalysisFailed(message.why));
      if (message.type === 'end' && pages.length === 0) fail('corrupt');
      if (message.type === 'end') resolve({ pages, unread });
      else void limit(LONGEST_PAGE, page);
    };
    // It died of the document: out of memory, or a decoder crashed.
    const died = () => fail('corrupt');
    child.on('message', hear).once('exit', died).send(request);
    over.signal.addEventListener('abort', () => {
      page.abort();
      child.off('message', hear).off('exit', died);
    });
  }).finally(() => over.abort());
}
