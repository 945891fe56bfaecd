import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeFileSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from './errors.ts';

/** Bytes that may lie somewhere else than in memory. */
export interface Kept {
  readonly size: number;
  /** @throws UserError if they are lost */
  read(): Uint8Array;
}

/**
 * Bytes that are seldom read again, in files of a folder, so that they take no memory. Each file has what was
 * put away at once; it is removed when nobody holds any of it any more.
 */
export class PutAway {
  readonly #folder: string;
  readonly #what: string;
  readonly #unused = new FinalizationRegistry<string>((path) => void unlink(path).catch(() => {}));
  #count = 0;

  /** @param what one of them, for whoever misses it: "A text" */
  constructor(folder: string, what: string) {
    this.#folder = folder;
    this.#what = what;
  }

  /**
   * Writes bytes to a file of their own, without letting others have their turn: they are few.
   *
   * @throws UserError if the disk does not take them: nothing is left of them then
   */
  put(pieces: Iterable<Uint8Array>): readonly Kept[] {
    const path = join(this.#folder, String(++this.#count));
    const sizes = this.#write(path, pieces);
    const file = new KeptFile(path, this.#what);
    this.#unused.register(file, path);
    let end = 0;
    return sizes.map((size) => {
      const start = end;
      end += size;
      return { size, read: () => file.read(start, size) };
    });
  }

  #write(path: string, pieces: Iterable<Uint8Array>): readonly number[] {
    try {
      mkdirSync(this.#folder, { recursive: true });
      return write(path, pieces);
    } catch (error) {
      throw new UserError(`${this.#what} could not be put away`, {
        why: `${this.#folder}: ${(error as Error).message}`,
        fix: 'Make room on that disk, or name another folder for temporary files by TMPDIR.',
        cause: error,
      });
    }
  }
}

class KeptFile {
  readonly #path: string;
  readonly #what: string;

  constructor(path: string, what: string) {
    this.#path = path;
    this.#what = what;
  }

  read(start: number, size: number): Buffer {
    try {
      return readAll(this.#path, start, size);
    } catch (error) {
      throw new UserError(`${this.#what} could not be read back`, {
        why: `${this.#path}: ${(error as Error).message}`,
        fix: 'Start what it is of again; keep what clears the temporary folder away from it.',
        cause: error,
      });
    }
  }
}

function write(path: string, pieces: Iterable<Uint8Array>): number[] {
  const file = openSync(path, 'wx', 0o600);
  try {
    return Array.from(pieces, (bytes) => {
      writeFileSync(file, bytes);
      return bytes.byteLength;
    });
  } catch (error) {
    unlinkSync(path);
    throw error;
  } finally {
    closeSync(file);
  }
}

function readAll(path: string, start: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  const file = openSync(path, 'r');
  try {
    for (let done = 0; done < size; ) {
      const count = readSync(file, bytes, done, size - done, start + done);
      if (count === 0) throw new Error(`it ends before byte ${start + size}`);
      done += count;
    }
  } finally {
    closeSync(file);
  }
  return bytes;
}
