import { AwsError } from '../../core/errors.ts';
import type { Bucket } from './bucket.ts';
import { invalidArgument } from './errors.ts';
import type { Upload } from './upload.ts';

interface OfUpload {
  readonly Key: string | undefined;
  readonly UploadId: string | undefined;
}

/** Throws NoSuchUpload, too where the upload is of another key. */
export function findUpload(bucket: Bucket, { Key, UploadId }: OfUpload): Upload {
  const upload = bucket.uploads.get(UploadId ?? '');
  if (upload?.key === Key) return upload!;
  throw new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { status: 404, members: { UploadId } },
  );
}

/** Throws InvalidArgument. */
export function checkPartNumber(number: number | undefined): asserts number is number {
  if (Number.isInteger(number) && number! >= 1 && number! <= 10_000) return;
  const message = 'Part number must be an integer between 1 and 10000, inclusive';
  throw invalidArgument(message, 'partNumber', number);
}
