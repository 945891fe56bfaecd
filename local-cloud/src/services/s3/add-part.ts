import type { Buckets } from './buckets.ts';
import type { Digested, Received } from './receive.ts';
import type { Upload, UploadedPart } from './upload.ts';

/** Takes a part over into its upload, in the place of one with its number. */
export function addPart(
  buckets: Buckets,
  upload: Upload,
  number: number,
  { content, size, md5, checksums }: Pick<Received, 'content' | 'size'> & Digested,
): UploadedPart {
  const replaced = upload.parts.get(number);
  if (replaced !== undefined) buckets.blobs.release(replaced.content);
  const part: UploadedPart = {
    ...{ number, content, size },
    md5: md5.toString('hex'),
    modifiedAt: buckets.cloud.clock.now(),
    checksum: checksums[upload.algorithm]!,
  };
  upload.parts.set(number, part);
  return part;
}
