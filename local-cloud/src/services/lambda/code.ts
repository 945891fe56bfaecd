import { notSupported } from '../../core/errors.ts';
import { invalid } from './errors.ts';

/** The ways to give code; the local cloud takes the archive itself. */
interface CodeInput {
  readonly ZipFile?: Uint8Array;
  readonly S3Bucket?: string;
  readonly ImageUri?: string;
}

interface PackageInput {
  readonly PackageType?: string;
  readonly Publish?: boolean;
}

/** The zip archive. Throws InvalidParameterValueException when there is none. */
export function codeOf(code: CodeInput, { PackageType, Publish }: PackageInput): Uint8Array {
  if (PackageType === 'Image' || code.ImageUri !== undefined) {
    throw notSupported('Lambda', 'container images');
  }
  if (code.S3Bucket !== undefined) throw notSupported('Lambda', 'code from S3 (give ZipFile)');
  if (Publish) throw notSupported('Lambda', 'versions (Publish)');
  if (code.ZipFile === undefined || code.ZipFile.length === 0) {
    throw invalid('Uploaded file must be a non-empty zip');
  }
  return code.ZipFile;
}
