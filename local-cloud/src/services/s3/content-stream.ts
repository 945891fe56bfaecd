import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** A run of bytes of a file. */
interface FileSlice {
  readonly path: string;
  readonly start: number;
  readonly size: number;
}

/** Bytes that are read at a time. */
const CHUNK = 128 * 1024;

/** Slices of files, one after the other, as one stream. */
export class ContentStream extends Readable {
  readonly #slices: FileSlice[];
  readonly #done: () => void;
  #file: FileHandle | undefined;
  /** What is left of the slice that is read now. */
  #position = 0;
  #left = 0;

  /** @param done called once nothing will be read any more */
  constructor(slices: readonly FileSlice[], done: () => void) {
    super({ highWaterMark: CHUNK });
    this.#slices = [...slices];
    this.#done = done;
  }

  override _read(): void {
    this.#next().then(
      (bytes) => void this.push(bytes),
      (error: Error) => void this.destroy(error),
    );
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    const closed = this.#file?.close() ?? Promise.resolve();
    closed.then(
      () => this.#end(error, callback),
      (problem: Error) => this.#end(error ?? problem, callback),
    );
  }

  #end(error: Error | null, callback: (error: Error | null) => void): void {
    this.#done();
    callback(error);
  }

  async #next(): Promise<Buffer | null> {
    while (this.#left === 0) {
      const next = this.#slices.shift();
      if (next === undefined) return null;
      await this.#file?.close();
      this.#file = await open(next.path);
      this.#position = next.start;
      this.#left = next.size;
    }
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, this.#left));
    const { bytesRead } = await this.#file!.read(chunk, 0, chunk.byteLength, this.#position);
    if (bytesRead === 0) throw new RangeError('The file is shorter than its slice');
    this.#position += bytesRead;
    this.#left -= bytesRead;
    return chunk.subarray(0, bytesRead);
  }
}
