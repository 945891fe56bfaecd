import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { listedObject, listPermission } from '../listed.ts';
import { encoder, listKeys, MAX_KEYS } from '../listing.ts';
import { listing, ofBucket } from '../members.ts';
import { decodeToken, encodeToken } from '../token.ts';

/**
 * Lists the objects of a bucket by their keys.
 * Errors: NoSuchBucket, InvalidArgument.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listObjectsV2(
  buckets: Buckets,
): Operation<ListObjectsV2Request, ListObjectsV2Output> {
  return {
    members: {
      ...ofBucket,
      ...listing,
      ContinuationToken: {},
      FetchOwner: {},
      StartAfter: {},
    },
    permissions: (input) => [listPermission(buckets, 'ListBucket', input)],
    handle(input) {
      const bucket = buckets.get(input);
      const { Prefix: prefix = '', Delimiter: delimiter = '', StartAfter, FetchOwner } = input;
      const token = input.ContinuationToken;
      const after = token === undefined ? (StartAfter ?? '') : decodeToken(token);
      const max = Math.min(input.MaxKeys ?? MAX_KEYS, MAX_KEYS);
      const page = listKeys(
        bucket,
        { prefix, delimiter, after, max },
        (key) => bucket.current(key) !== undefined,
      );
      const encode = encoder(input.EncodingType);
      const owner = FetchOwner ? { Owner: { ID: buckets.owner } } : {};
      return {
        Name: bucket.name,
        Prefix: encode(prefix),
        ...(delimiter !== '' && { Delimiter: encode(delimiter) }),
        ...(input.EncodingType && { EncodingType: input.EncodingType }),
        ...(StartAfter && token === undefined && { StartAfter: encode(StartAfter) }),
        ...(token !== undefined && { ContinuationToken: token }),
        MaxKeys: max,
        KeyCount: page.keys.length + page.prefixes.length,
        IsTruncated: page.next !== undefined,
        ...(page.next !== undefined && { NextContinuationToken: encodeToken(page.next) }),
        Contents: page.keys.map((key) => ({
          ...listedObject(bucket.current(key)!, encode),
          ...owner,
        })),
        CommonPrefixes: page.prefixes.map((one) => ({ Prefix: encode(one) })),
      };
    },
  };
}
