import type {
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
} from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { reads } from '../settings.ts';

/**
 * Gives who owns the objects of a bucket: of a new one, its owner.
 * Errors: NoSuchBucket, OwnershipControlsNotFoundError.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html
 */
export function getBucketOwnershipControls(buckets: Buckets) {
  return reads<GetBucketOwnershipControlsRequest, GetBucketOwnershipControlsOutput>(
    buckets,
    'GetBucketOwnershipControls',
    ({ name, settings: { objectOwnership } }) => {
      if (objectOwnership !== undefined) {
        return { OwnershipControls: { Rules: [{ ObjectOwnership: objectOwnership }] } };
      }
      throw notConfigured(
        'OwnershipControlsNotFoundError',
        'The bucket ownership controls were not found',
        name,
      );
    },
  );
}
