import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { listedObject, listPermission } from '../listed.ts';
import { encoder, listKeys, MAX_KEYS } from '../listing.ts';
import { listing, ofBucket } from '../members.ts';

/**
 * Lists the objects of a bucket by their keys, in the form before ListObjectsV2.
 * Errors: NoSuchBucket, InvalidArgument.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export function listObjects(buckets: Buckets): Operation<ListObjectsRequest, ListObjectsOutput> {
  return {
    members: { ...ofBucket, ...listing, Marker: {} },
    permissions: (input) => [listPermission(buckets, 'ListBucket', input)],
    handle(input) {
      const bucket = buckets.get(input);
      const encode = encoder(input.EncodingType);
      const { Prefix: prefix = '', Delimiter: delimiter = '', Marker: after = '' } = input;
      const max = Math.min(input.MaxKeys ?? MAX_KEYS, MAX_KEYS);
      const has = (key: string) => bucket.current(key) !== undefined;
      const { keys, prefixes, next } = listKeys(bucket, { prefix, delimiter, after, max }, has);
      return {
        Name: bucket.name,
        Prefix: encode(prefix),
        Marker: encode(after),
        ...(delimiter !== '' && { Delimiter: encode(delimiter) }),
        ...(input.EncodingType && { EncodingType: input.EncodingType }),
        MaxKeys: max,
        IsTruncated: next !== undefined,
        // Without a delimiter the last key is the next marker.
        ...(next !== undefined && delimiter !== '' && { NextMarker: encode(next) }),
        Contents: keys.map((key) => ({
          ...listedObject(bucket.current(key)!, encode),
          Owner: { ID: buckets.owner },
        })),
        CommonPrefixes: prefixes.map((one) => ({ Prefix: encode(one) })),
      };
    },
  };
}
