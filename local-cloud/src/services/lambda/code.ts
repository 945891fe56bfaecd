import { notSupported } from '../../core/errors.ts';
import { invalid } from './errors.ts';

interface CodeInput {
  readonly ZipFile?: Uint8Array;
}

interface PackageInput {
  readonly PackageType?: string;
  readonly Publish?: boolean;
}

/** The zip archive. Throws InvalidParameterValueException when there is none. */
export function codeOf(code: CodeInput, { PackageType, Publish }: PackageInput): Uint8Array {
  if (PackageType !== undefined && PackageType !== 'Zip') {
    throw notSupported('Lambda', `packages of the type ${PackageType} (only Zip)`);
  }
  if (Publish) throw notSupported('Lambda', 'versions (Publish)');
  if (code.ZipFile === undefined || code.ZipFile.length === 0) {
    throw invalid('Uploaded file must be a non-empty zip');
  }
  return code.ZipFile;
}
