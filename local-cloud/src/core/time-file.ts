import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudClock } from './cloud-clock.ts';

/**
 * Cloud time for the processes of functions and jobs, which inherit the file: two 64-bit floats in the
 * machine's byte order, cloud time minus source time in milliseconds, and the source time of a frozen
 * clock or NaN. Written before anything can see that the clock has moved.
 */
export class TimeFile {
  /** For `stdio` of a child process; it can only be read. */
  readonly fd: number;
  readonly #written: number;
  readonly #stop: () => void;

  /** @param folder where the file is made; it has a name only until it is opened */
  constructor(clock: CloudClock, folder: string) {
    const path = join(folder, 'time');
    this.#written = openSync(path, 'w');
    this.fd = openSync(path, 'r');
    rmSync(path);
    this.#stop = clock.onMove((offset) => void writeSync(this.#written, offset, 0, 16, 0));
  }

  close(): void {
    this.#stop();
    closeSync(this.#written);
    closeSync(this.fd);
  }
}
