import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeFileSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from './errors.ts';

/** So many characters of texts that could be put away stay in memory: those of the newest. */
const IN_MEMORY = 64 * 1024 * 1024;

/** ASCII is read fastest as Latin-1; UTF-8 has no word for half of a surrogate pair. */
type Encoding = 'latin1' | 'utf8' | 'utf16le';

/** Where a text stands in a file, in bytes. */
interface Place {
  readonly encoding: Encoding;
  readonly start: number;
  readonly size: number;
}

/**
 * Texts that are seldom read again, in files of a folder, so that they take no memory. Each file has what
 * was put away at once; it is removed when nobody holds any of it any more.
 */
export class TextFiles {
  readonly inMemory: number;
  readonly #folder: string;
  readonly #report: (problem: string) => void;
  readonly #unused = new FinalizationRegistry<string>((path) => void unlink(path).catch(() => {}));
  #count = 0;

  /** @param report told that texts could not be put away */
  constructor(folder: string, report: (problem: string) => void, inMemory = IN_MEMORY) {
    this.#folder = folder;
    this.#report = report;
    this.inMemory = inMemory;
  }

  /**
   * Writes texts to a file of their own, without letting others have their turn: they are few. Gives what
   * reads each of them back, and throws UserError where it cannot; undefined if they were not written.
   */
  putAway(texts: readonly string[]): readonly { readonly text: string }[] | undefined {
    const path = join(this.#folder, String(++this.#count));
    try {
      mkdirSync(this.#folder, { recursive: true });
      const places = write(path, texts);
      const file = new TextFile(path);
      this.#unused.register(file, path);
      return places.map((place) => ({
        get text() {
          return file.read(place);
        },
      }));
    } catch (error) {
      remove(path);
      this.#report(
        `Texts of histories could not be put away in ${this.#folder}: ${(error as Error).message}. They stay ` +
          'in memory, of which the cloud takes more and more: make room on that disk, or stop executions.',
      );
      return undefined;
    }
  }
}

/** What was read last: one event after the other may have it. */
let latest: { readonly place: Place; readonly text: string } | undefined;

class TextFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  read(place: Place): string {
    if (latest?.place !== place) latest = { place, text: this.#read(place) };
    return latest.text;
  }

  #read({ encoding, start, size }: Place): string {
    try {
      return readAll(this.#path, start, size).toString(encoding);
    } catch (error) {
      throw new UserError('A text of a history could not be read back', {
        why: `${this.#path}: ${(error as Error).message}`,
        fix: 'Start what it is of again; keep what clears the temporary folder away from it.',
        cause: error,
      });
    }
  }
}

function write(path: string, texts: readonly string[]): Place[] {
  const file = openSync(path, 'wx', 0o600);
  try {
    let start = 0;
    return texts.map((text) => {
      const { encoding, bytes } = encoded(text);
      writeFileSync(file, bytes);
      const place = { encoding, start, size: bytes.byteLength };
      start += bytes.byteLength;
      return place;
    });
  } finally {
    closeSync(file);
  }
}

function encoded(text: string): { encoding: Encoding; bytes: Buffer } {
  if (!text.isWellFormed()) return { encoding: 'utf16le', bytes: Buffer.from(text, 'utf16le') };
  const bytes = Buffer.from(text);
  return { encoding: bytes.byteLength === text.length ? 'latin1' : 'utf8', bytes };
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

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was not made.
  }
}
