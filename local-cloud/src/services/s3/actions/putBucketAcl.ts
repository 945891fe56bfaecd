import type { PutBucketAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { checkNotBlocked, checkTakesAcls, grantsOf, missingHeader } from '../acl.ts';
import type { Buckets } from '../buckets.ts';
import { aclMembers, ofBucket } from '../members.ts';

/**
 * Says who may do what with a bucket, in the place of what was said before.
 * Errors: NoSuchBucket, AccessControlListNotSupported, AccessDenied for a list that lets in everybody,
 * MissingSecurityHeader, InvalidRequest, InvalidArgument, MalformedACLError.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
 */
export function putBucketAcl(buckets: Buckets): Operation<PutBucketAclRequest, object> {
  return {
    members: {
      ...ofBucket,
      ...aclMembers,
      ACL: { enum: ['private', 'public-read', 'public-read-write', 'authenticated-read'] },
    },
    permissions: ({ Bucket, ACL }) => [
      buckets.permission('PutBucketAcl', Bucket, undefined, { 's3:x-amz-acl': ACL }),
    ],
    handle(input) {
      const bucket = buckets.get(input);
      const grants = grantsOf(input, buckets.owner);
      if (grants === undefined) throw missingHeader();
      checkTakesAcls(bucket);
      checkNotBlocked(bucket, grants);
      bucket.settings = { ...bucket.settings, acl: grants };
      return {};
    },
  };
}
