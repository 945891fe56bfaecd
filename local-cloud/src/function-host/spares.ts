import type { RuntimeProcess } from './process.ts';

/** Node's modules behind HTTP and signatures, which nearly every function loads: bundles have no HTTP/2 in them. */
const COMMON = ['node:crypto', 'node:https', 'node:zlib', 'node:child_process'];
/** The smallest of AWS's clients: it brings along the parts that all of them share. */
const SDK = '@aws-sdk/client-sts';

/**
 * A process that is already up when a function needs its next environment: its start and the
 * runtime take most of a cold start, and are the same for every function of a memory size.
 */
export class Spares {
  readonly #start: (memoryMb: number, preload: readonly string[]) => RuntimeProcess;
  #spare: RuntimeProcess | undefined;
  #closed = false;

  /** @param start with modules that are loaded in advance */
  constructor(start: (memoryMb: number, preload: readonly string[]) => RuntimeProcess) {
    this.#start = start;
  }

  /**
   * Starts one in advance, if there is none.
   *
   * @param sdk it is for a function that takes the SDK the runtime has on board
   */
  prepare(memoryMb: number, sdk: boolean): void {
    if (this.#closed) return;
    this.#spare ??= this.#start(memoryMb, sdk ? [...COMMON, SDK] : COMMON);
  }

  /** A process for a function of this size. A spare of another size goes: functions of one kind come in a row. */
  take(memoryMb: number): RuntimeProcess {
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare?.memoryMb === memoryMb) return spare;
    void spare?.terminate();
    return this.#start(memoryMb, []);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#spare?.terminate();
  }
}
