import { notSupported } from '../../core/errors.ts';
import { invalid } from './errors.ts';

interface CodeInput {
  readonly ZipFile?: Uint8Array;
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
