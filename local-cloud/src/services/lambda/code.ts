import { createHash } from 'node:crypto';
import type { Kept, PutAway } from '../../core/put-away.ts';
import { entriesOf } from '../../function-host/archive.ts';

/** The zip archive of a version. */
export interface Archive {
  readonly code: Kept;
  /** Base64, as Lambda gives it. */
  readonly codeSha256: string;
  /** How many bytes the files are when they are unpacked. */
  readonly unpacked: number;
}

/** The code of functions, and of layers, which is read when an environment is made of it, and takes no memory until then. */
export class Archives {
  readonly #files: Pick<PutAway, 'put'>;

  constructor(files: Pick<PutAway, 'put'>) {
    this.#files = files;
  }

  /** @throws UserError if the disk does not take it, InvalidParameterValueException if it is no archive */
  keep(archive: Uint8Array): Archive {
    const unpacked = entriesOf(archive).reduce((sum, { size }) => sum + size, 0);
    const [code] = this.#files.put([archive]);
    const codeSha256 = createHash('sha256').update(archive).digest('base64');
    return { code: code!, codeSha256, unpacked };
  }
}
