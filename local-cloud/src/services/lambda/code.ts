import { createHash } from 'node:crypto';
import type { Kept, PutAway } from '../../core/put-away.ts';

/** The zip archive of a version. */
export interface Archive {
  readonly code: Kept;
  /** Base64, as Lambda gives it. */
  readonly codeSha256: string;
}

/** The code of functions, which is read when an environment is made of it, and takes no memory until then. */
export class Archives {
  readonly #files: Pick<PutAway, 'put'>;

  constructor(files: Pick<PutAway, 'put'>) {
    this.#files = files;
  }

  /** @throws UserError if the disk does not take it */
  keep(archive: Uint8Array): Archive {
    const [code] = this.#files.put([archive]);
    return { code: code!, codeSha256: createHash('sha256').update(archive).digest('base64') };
  }
}
