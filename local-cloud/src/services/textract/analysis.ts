import { extname } from 'node:path';
import type { Cloud } from '../../core/service.ts';
import {
  DocumentReader,
  type Limits,
  type MakeRoom,
  missingPackages,
} from '../../document-reader/index.ts';
import { packagesMissing } from './errors.ts';
import type { PackedDocument } from './expense/packed.ts';

/** What is installed from a registry is compiled. */
const PACKED = new URL(`expense/packed${extname(import.meta.filename)}`, import.meta.url).href;

/** What a document says, page by page. */
export interface Analysis {
  readonly documents: readonly PackedDocument[];
  readonly pages: number;
  /** Pages that could not be read, while others could. */
  readonly unread: readonly number[];
}

/** Reads documents and finds what they say of an expense. */
export class Analyst {
  readonly #cloud: Cloud;
  readonly #reader: DocumentReader;

  constructor(cloud: Cloud, makeRoom?: MakeRoom) {
    this.#cloud = cloud;
    this.#reader = new DocumentReader(makeRoom);
  }

  /** Throws NotSupportedByLocalCloud where the optional packages are not installed. */
  check(): void {
    const missing = missingPackages();
    if (missing.length > 0) throw packagesMissing(missing);
  }

  /** Throws UnreadableDocument. */
  async analyse(file: string, limits: Limits): Promise<Analysis> {
    const making = { module: PACKED, seed: this.#cloud.random.uuid() };
    const { pages, unread } = await this.#reader.make<PackedDocument>(file, limits, making);
    return { documents: pages, pages: pages.length + unread.length, unread };
  }

  /** Gives the memory of what is idle back. */
  rest(): void {
    this.#reader.rest();
  }

  close(): void {
    this.#reader.close();
  }
}
