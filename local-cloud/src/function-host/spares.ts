import type { RuntimeProcess } from './process.ts';

/**
 * Processes that are already up when a function needs its next environment: their start and the
 * runtime take most of a cold start, and are the same for every function of a memory size.
 */
export class Spares {
  readonly #spares = new Map<number, RuntimeProcess>();
  readonly #start: (memoryMb: number, preload: boolean) => RuntimeProcess;
  #closed = false;

  /** @param start with what most functions need loaded in advance, or without */
  constructor(start: (memoryMb: number, preload: boolean) => RuntimeProcess) {
    this.#start = start;
  }

  /** Starts one in advance. */
  prepare(memoryMb: number): void {
    if (this.#closed || this.#spares.has(memoryMb)) return;
    this.#spares.set(memoryMb, this.#start(memoryMb, true));
  }

  take(memoryMb: number): RuntimeProcess {
    const spare = this.#spares.get(memoryMb);
    this.#spares.delete(memoryMb);
    return spare ?? this.#start(memoryMb, false);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#spares.values()].map((spare) => spare.terminate()));
  }
}
