import type { Readable } from 'node:stream';

/** The body of a request that is read as it comes, and what may come after it. */
export interface StreamedBody extends Readable {
  /** The names, in lower case, of the headers that come after the body. */
  readonly announced: readonly string[];
  /** Those headers, once the body has been read. */
  readonly trailers: ReadonlyMap<string, string>;
}
