import { setTimeout as realSleep } from 'node:timers/promises';
import type { Limits, Making, Reading, Request } from './messages.ts';
import { type MakeRoom, ReadingProcess } from './reading-process.ts';

export type { Box, Limits, Maker, Page, Problem, Reading, Word } from './messages.ts';
export { missingPackages } from './packages.ts';
export { UnreadableDocument } from './problem.ts';
export type { MakeRoom } from './reading-process.ts';

/** Real milliseconds: a document that takes longer keeps no other one waiting. */
const PATIENCE = 10_000;
const MOST_PROCESSES = 3;

/**
 * Reads documents one after the other, in a process that is warm. While one takes long - it is long,
 * or made to be - others are read in further processes.
 */
export class DocumentReader {
  readonly #idle: ReadingProcess[] = [];
  readonly #all = new Set<ReadingProcess>();
  readonly #waiting: ((process: ReadingProcess) => void)[] = [];
  readonly #makeRoom: MakeRoom;
  readonly #patience: number;

  /** @param patience real milliseconds, after which the next document waits no longer */
  constructor(makeRoom: MakeRoom = () => () => {}, patience = PATIENCE) {
    this.#makeRoom = makeRoom;
    this.#patience = patience;
  }

  /**
   * The pages of a document that lies in a file.
   *
   * @throws UnreadableDocument for what it is, or does to its reader
   */
  read(file: string, limits: Limits): Promise<Reading> {
    return this.#read({ file, limits }) as Promise<Reading>;
  }

  /**
   * What is made of the pages of a document, where they are read.
   *
   * @throws UnreadableDocument for what it is, or does to its reader
   */
  make<Made>(file: string, limits: Limits, making: Making): Promise<Reading<Made>> {
    return this.#read({ file, limits, making }) as Promise<Reading<Made>>;
  }

  /** Ends the processes that have nothing to read, for what needs their memory now. */
  rest(): void {
    for (const process of this.#idle) process.close();
  }

  /** Ends the processes, and what they read. */
  close(): void {
    for (const process of this.#all) process.close();
  }

  async #read(request: Request): Promise<Reading<unknown>> {
    const process = await this.#next();
    try {
      return await this.#watched(process.read(request));
    } finally {
      this.#give(process);
    }
  }

  #next(): Promise<ReadingProcess> {
    if (this.#all.size === 0) this.#add();
    const idle = this.#idle.shift();
    if (idle !== undefined) return Promise.resolve(idle);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** To whoever waits, or back to those that wait for a document. */
  #give(process: ReadingProcess): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.unshift(process);
    else next(process);
  }

  #add(): void {
    const added = new ReadingProcess(this.#makeRoom);
    this.#all.add(added);
    this.#give(added);
  }

  /** Another process is there for others, once a document takes long. */
  async #watched<Made>(reading: Promise<Made>): Promise<Made> {
    const read = new AbortController();
    void realSleep(this.#patience, true, { ref: false, signal: read.signal }).then(
      () => this.#all.size < MOST_PROCESSES && this.#add(),
      () => {},
    );
    return reading.finally(() => read.abort());
  }
}
