import type { UserError } from './errors.ts';
import { type Kept, PutAway } from './put-away.ts';

/** So many characters of texts that could be put away stay in memory: those of the newest. */
const IN_MEMORY = 64 * 1024 * 1024;

/** ASCII is read fastest as Latin-1; UTF-8 has no word for half of a surrogate pair. */
type Encoding = 'latin1' | 'utf8' | 'utf16le';

/** Texts of histories that are seldom read again, in files, so that they take no memory. */
export class TextFiles {
  readonly inMemory: number;
  readonly #files: PutAway;
  readonly #report: (problem: string) => void;

  /** @param report told that texts could not be put away */
  constructor(folder: string, report: (problem: string) => void, inMemory = IN_MEMORY) {
    this.#files = new PutAway(folder, 'A text of a history');
    this.#report = report;
    this.inMemory = inMemory;
  }

  /**
   * Writes texts to a file of their own. Gives what reads each of them back, and throws UserError where it
   * cannot; undefined if they were not written.
   */
  putAway(texts: readonly string[]): readonly { readonly text: string }[] | undefined {
    const encodings = texts.map(encodingOf);
    try {
      const kept = this.#files.put(bytesOf(texts, encodings));
      return kept.map((bytes, at) => new KeptText(bytes, encodings[at]!));
    } catch (error) {
      this.#report(
        `Texts of histories could not be put away in ${(error as UserError).why}. They stay ` +
          'in memory, of which the cloud takes more and more: make room on that disk, or stop executions.',
      );
      return undefined;
    }
  }
}

/** What was read last: one event after the other may have it. It holds no file. */
let latest: { readonly key: object; readonly text: string } | undefined;

class KeptText {
  readonly #key = {};
  readonly #bytes: Kept;
  readonly #encoding: Encoding;

  constructor(bytes: Kept, encoding: Encoding) {
    this.#bytes = bytes;
    this.#encoding = encoding;
  }

  get text(): string {
    if (latest?.key !== this.#key) latest = { key: this.#key, text: this.#read() };
    return latest.text;
  }

  #read(): string {
    const { buffer, byteOffset, byteLength } = this.#bytes.read();
    return Buffer.from(buffer, byteOffset, byteLength).toString(this.#encoding);
  }
}

function encodingOf(text: string): Encoding {
  if (!text.isWellFormed()) return 'utf16le';
  return Buffer.byteLength(text) === text.length ? 'latin1' : 'utf8';
}

/** One after the other: all at once would take as much memory again. */
function* bytesOf(texts: readonly string[], encodings: readonly Encoding[]) {
  for (const [at, text] of texts.entries()) yield Buffer.from(text, encodings[at]);
}
