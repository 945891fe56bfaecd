import { createHash } from 'node:crypto';
import { notSupported } from '../../core/errors.ts';
import type { Kept, PutAway } from '../../core/put-away.ts';
import { invalid } from './errors.ts';

interface CodeInput {
  readonly ZipFile?: Uint8Array;
}

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

/** The zip archive. Throws InvalidParameterValueException when there is none. */
export function codeOf(code: CodeInput, PackageType = 'Zip'): Uint8Array {
  if (PackageType !== 'Zip') {
    throw notSupported('Lambda', `packages of the type ${PackageType} (only Zip)`);
  }
  if (code.ZipFile === undefined || code.ZipFile.length === 0) {
    throw invalid('Uploaded file must be a non-empty zip');
  }
  return code.ZipFile;
}
