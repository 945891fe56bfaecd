import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { shape } from '../../core/state.ts';
import { ContentStream } from './content-stream.ts';

/** A run of bytes of a file. */
export interface Slice {
  readonly blob: string;
  /** Where it begins in the file, in bytes. */
  readonly start: number;
  readonly size: number;
}

/** The bytes of an object: those of its slices, one after the other. */
export type Content = readonly Slice[];

export const SAVED_CONTENT = z.array(
  shape<Slice>({ blob: z.string(), start: z.number(), size: z.number() }),
);

/** Told of the bytes as they are written. */
export type Observer = (bytes: Uint8Array) => void;

/**
 * The bytes of objects, in files of a folder. A file is written once and stays as long as something
 * has a slice of it, so that copies and completed uploads share what they were made from.
 */
export class Blobs {
  readonly #folder: string;
  readonly #uses = new Map<string, number>();
  #count = 0;
  #isMade = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes a body to a file of its own, which the caller has in use. Nothing is left of one that fails. */
  async write(body: AsyncIterable<Uint8Array>, observe: Observer): Promise<Content> {
    const blob = this.#next();
    const file = await open(this.#path(blob), 'wx');
    let size = 0;
    try {
      for await (const bytes of body) {
        observe(bytes);
        size += bytes.byteLength;
        await file.appendFile(bytes);
      }
    } catch (error) {
      await file.close();
      await rm(this.#path(blob), { force: true });
      throw error;
    }
    await file.close();
    const content = [{ blob, start: 0, size }];
    this.retain(content);
    return content;
  }

  /** The bytes from `start` up to, not including, `end`. They stay as long as the stream is open. */
  read(content: Content, start = 0, end = sizeOf(content)): Readable {
    const slices = slice(content, start, end);
    this.retain(slices);
    return new ContentStream(
      slices.map(({ blob, ...where }) => ({ path: this.#path(blob), ...where })),
      () => this.release(slices),
    );
  }

  retain(content: Content): void {
    for (const { blob } of content) this.#uses.set(blob, (this.#uses.get(blob) ?? 0) + 1);
  }

  release(content: Content): void {
    for (const { blob } of content) {
      const left = (this.#uses.get(blob) ?? 0) - 1;
      if (left > 0) this.#uses.set(blob, left);
      else this.#remove(blob);
    }
  }

  /** Does what takes a written content over; if that fails, the content is let go of. */
  owning<Result>(content: Content, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      this.release(content);
      throw error;
    }
  }

  /** The same for work that takes its time; what it results in does not take the content over yet. */
  async owningUntil<Result>(content: Content, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      this.release(content);
      throw error;
    }
  }

  /** How many files there are. */
  get size(): number {
    return this.#uses.size;
  }

  /**
   * All the bytes that are in use, by the names of their files.
   *
   * @throws UserError for more than a saved cloud can hold
   */
  save(): ReadonlyMap<string, Uint8Array> {
    const paths = [...this.#uses.keys()].map((blob) => this.#path(blob));
    checkSize(paths.reduce((total, path) => total + statSync(path).size, 0));
    return new Map([...this.#uses.keys()].map((blob) => [blob, readFileSync(this.#path(blob))]));
  }

  /** Gives the bytes files again. Who has slices of them retains those. */
  load(saved: ReadonlyMap<string, Uint8Array>): void {
    for (const [blob, bytes] of saved) {
      this.#count = Math.max(this.#count, Number(blob));
      this.#make();
      writeFileSync(this.#path(blob), bytes);
    }
  }

  #remove(blob: string): void {
    this.#uses.delete(blob);
    rm(this.#path(blob), { force: true }).catch(() => {});
  }

  #next(): string {
    this.#make();
    this.#count += 1;
    return String(this.#count);
  }

  #make(): void {
    if (!this.#isMade) mkdirSync(this.#folder, { recursive: true });
    this.#isMade = true;
  }

  #path(blob: string): string {
    return join(this.#folder, blob);
  }
}

/** A saved cloud is one text, of which JavaScript takes half a gigabyte. */
const MOST_SAVED = 256 * 2 ** 20;

function checkSize(total: number): void {
  if (total <= MOST_SAVED) return;
  throw new UserError('This cloud cannot be saved', {
    why: `Its buckets hold ${total} bytes, and a saved cloud takes ${MOST_SAVED} of them`,
    fix: 'Delete objects that need not be kept',
  });
}

export function sizeOf(content: Content): number {
  return content.reduce((total, { size }) => total + size, 0);
}

/** The part of a content from `start` up to, not including, `end`. */
export function slice(content: Content, start: number, end: number): Content {
  const slices: Slice[] = [];
  let position = 0;
  for (const { blob, start: offset, size } of content) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end - position, size);
    if (from < to) slices.push({ blob, start: offset + from, size: to - from });
    position += size;
  }
  return slices;
}
