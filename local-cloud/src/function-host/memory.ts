import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { setTimeout as realSleep } from 'node:timers/promises';

/** Environments that are at work may take half of the machine's memory, each so much of it. */
const MEGABYTES_OF_ONE = 32;
const LEAST_AT_WORK = 32;

/** How many environments the memory of the machine, or of the container, is enough for. */
export function mostAtWork(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.max(LEAST_AT_WORK, Math.floor(bytes / 2 / (MEGABYTES_OF_ONE * 2 ** 20)));
}

/** Real milliseconds between two looks at the memory of what is at work. */
const INTERVAL = 50;

/** Of Linux, in bytes: `statm` counts in pages. */
const PAGE = 4096;

/** Where what is read goes: three numbers and more, each of them short. */
const TEXT = Buffer.alloc(128);

/** What a process takes for itself: without what it shares with others, as Node's own code. Close it. */
export class OwnMemory {
  readonly #pid: number | undefined;
  /** Stays open: memory is looked at after each event. */
  #file: number | undefined;

  constructor(pid: number | undefined) {
    this.#pid = pid;
  }

  /** In MB. Undefined where it has ended, or where the system does not tell: there the heap's limit alone holds. */
  read(): number | undefined {
    try {
      this.#file ??= openSync(`/proc/${this.#pid}/statm`, 'r');
      const length = readSync(this.#file, TEXT, { position: 0 });
      const [, resident, shared] = TEXT.toString('latin1', 0, length).split(' ').map(Number);
      return Math.ceil(((resident! - shared!) * PAGE) / 2 ** 20);
    } catch {
      return undefined;
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** Where the machine's memory runs out, Linux is to end this process rather than any other. */
export function spareTheOthers(pid: number | undefined): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  } catch {
    // It has ended, or the system is another one.
  }
}

/** Looks again and again at how much memory those take that are at work. */
export class MemoryWatch {
  readonly #atWork = new Set<{ measure(): void }>();
  #looks = false;

  begin(process: { measure(): void }): void {
    this.#atWork.add(process);
    if (!this.#looks) void this.#look();
  }

  end(process: { measure(): void }): void {
    this.#atWork.delete(process);
  }

  async #look(): Promise<void> {
    this.#looks = true;
    while (this.#atWork.size > 0) {
      for (const process of this.#atWork) process.measure();
      await realSleep(INTERVAL, undefined, { ref: false });
    }
    this.#looks = false;
  }
}
