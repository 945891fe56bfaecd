import type { GetBucketReplicationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { reads } from '../settings.ts';

/**
 * Where objects are replicated to: nowhere. Errors: NoSuchBucket, ReplicationConfigurationNotFoundError.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html
 */
export function getBucketReplication(buckets: Buckets) {
  return reads<GetBucketReplicationRequest, never>(
    buckets,
    'GetReplicationConfiguration',
    ({ name }) => {
      throw notConfigured(
        'ReplicationConfigurationNotFoundError',
        'The replication configuration was not found',
        name,
      );
    },
  );
}
