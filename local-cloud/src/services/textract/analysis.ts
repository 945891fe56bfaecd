import type { ExpenseDocument } from '@aws-sdk/client-textract';
import type { Cloud } from '../../core/service.ts';
import {
  DocumentReader,
  type Limits,
  type MakeRoom,
  missingPackages,
} from '../../document-reader/index.ts';
import { packagesMissing } from './errors.ts';
import { expenseDocument } from './expense/document.ts';

/** What a document says, page by page. */
export interface Analysis {
  readonly documents: ExpenseDocument[];
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
    const { pages, unread } = await this.#reader.read(file, limits);
    const newId = () => this.#cloud.random.uuid();
    const documents = pages.map((page, at) => expenseDocument(page, at + 1, newId));
    return { documents, pages: pages.length + unread.length, unread };
  }

  close(): void {
    this.#reader.close();
  }
}
