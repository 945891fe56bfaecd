import type { GetBucketAclOutput, GetBucketAclRequest } from '@aws-sdk/client-s3';
import { ownersGrants } from '../acl.ts';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * Who may do what with a bucket by its access control list. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html
 */
export function getBucketAcl(buckets: Buckets) {
  return reads<GetBucketAclRequest, GetBucketAclOutput>(
    buckets,
    'GetBucketAcl',
    ({ settings: { acl } }) => ({
      Owner: { ID: buckets.owner },
      Grants: [...(acl ?? ownersGrants(buckets.owner))],
    }),
  );
}
