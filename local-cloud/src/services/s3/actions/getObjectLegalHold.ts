import type { GetObjectLegalHoldRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { invalidRequest } from '../errors.ts';
import { ofObject } from '../members.ts';
import { findObject } from '../read.ts';

/**
 * Whether an object is locked: no bucket here locks its objects.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html
 */
export function getObjectLegalHold(buckets: Buckets): Operation<GetObjectLegalHoldRequest, never> {
  return {
    members: { ...ofObject, VersionId: {} },
    permissions: ({ Bucket, Key }) => [buckets.permission('GetObjectLegalHold', Bucket, Key)],
    handle(input, context) {
      findObject(buckets, buckets.get(input), input, context);
      throw invalidRequest('Bucket is missing Object Lock Configuration');
    },
  };
}
