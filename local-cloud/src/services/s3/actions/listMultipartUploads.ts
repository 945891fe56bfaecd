import type {
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  MultipartUpload,
  StorageClass,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { wholeSecond } from '../../../core/whole-second.ts';
import type { Bucket } from '../bucket.ts';
import type { Buckets } from '../buckets.ts';
import { invalidArgument } from '../errors.ts';
import { compareKeys } from '../keys.ts';
import { encoder } from '../listing.ts';
import { maxKeys, ofBucket } from '../members.ts';
import { type Upload, uploadChecksum } from '../upload.ts';

/** The most uploads and common prefixes that a list has. */
const MAX_UPLOADS = 1000;

/**
 * Lists the uploads of a bucket that are neither complete nor aborted, by their keys.
 * Errors: NoSuchBucket, InvalidArgument.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export function listMultipartUploads(
  buckets: Buckets,
): Operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput> {
  return {
    members: {
      ...ofBucket,
      Delimiter: {},
      EncodingType: {},
      KeyMarker: {},
      MaxUploads: maxKeys,
      Prefix: {},
      UploadIdMarker: {},
    },
    permissions: ({ Bucket }) => [buckets.permission('ListBucketMultipartUploads', Bucket)],
    handle(input) {
      const bucket = buckets.get(input);
      const { Prefix: prefix, Delimiter: delimiter, EncodingType } = input;
      const encode = encoder(EncodingType);
      const most = Math.min(input.MaxUploads ?? MAX_UPLOADS, MAX_UPLOADS);
      const { uploads, prefixes, isTruncated } = page(following(bucket, input), input, most);
      const last = uploads.at(-1);
      return {
        Bucket: bucket.name,
        KeyMarker: encode(input.KeyMarker ?? ''),
        // Counts only together with a key (recorded).
        UploadIdMarker: input.KeyMarker ? (input.UploadIdMarker ?? '') : '',
        NextKeyMarker: encode(last?.key ?? ''),
        NextUploadIdMarker: last?.id ?? '',
        MaxUploads: most,
        IsTruncated: isTruncated,
        ...(prefix && { Prefix: encode(prefix) }),
        ...(delimiter && { Delimiter: encode(delimiter) }),
        ...(EncodingType && { EncodingType }),
        Uploads: uploads.map((upload) => listed(buckets, upload, encode)),
        CommonPrefixes: prefixes.map((one) => ({ Prefix: encode(one) })),
      };
    },
  };
}

/** What comes after the markers, in order. */
function following(bucket: Bucket, input: ListMultipartUploadsRequest): readonly Upload[] {
  const { KeyMarker: key = '', UploadIdMarker: id } = input;
  const all = [...bucket.uploads.values()].sort((a, b) => compareKeys(a.key, b.key));
  if (key === '') return all;
  const marked = all.findIndex((upload) => upload.key === key && upload.id === id);
  if (id && marked < 0) {
    throw invalidArgument('Invalid uploadId marker', 'upload-id-marker', id);
  }
  return marked >= 0
    ? all.slice(marked + 1)
    : all.filter((upload) => compareKeys(upload.key, key) > 0);
}

function page(following: readonly Upload[], input: ListMultipartUploadsRequest, most: number) {
  const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: marker = '' } = input;
  const uploads: Upload[] = [];
  const prefixes = new Set<string>();
  for (const upload of following) {
    if (!upload.key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : upload.key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : upload.key.slice(0, end + delimiter.length);
    if (common !== undefined && (prefixes.has(common) || marker.startsWith(common))) continue;
    if (uploads.length + prefixes.size === most)
      return { uploads, prefixes: [...prefixes], isTruncated: true };
    if (common === undefined) uploads.push(upload);
    else prefixes.add(common);
  }
  return { uploads, prefixes: [...prefixes], isTruncated: false };
}

function listed(
  buckets: Buckets,
  upload: Upload,
  encode: (text: string) => string,
): MultipartUpload {
  return {
    UploadId: upload.id,
    Key: encode(upload.key),
    Initiated: wholeSecond(upload.initiatedAt),
    StorageClass: upload.storageClass as StorageClass,
    Owner: { ID: buckets.owner },
    Initiator: { ID: buckets.owner, DisplayName: 'root' },
    ...uploadChecksum(upload),
  };
}
