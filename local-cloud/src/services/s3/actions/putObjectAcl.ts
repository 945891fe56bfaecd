import type { PutObjectAclOutput, PutObjectAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import {
  CANNED_ACLS,
  checkNotBlocked,
  checkTakesAcls,
  grantsOf,
  missingHeader,
  ownersGrants,
} from '../acl.ts';
import type { Buckets } from '../buckets.ts';
import { aclMembers, ofObject } from '../members.ts';
import { findObject } from '../read.ts';
import { eventVersion } from '../write.ts';

/**
 * Says who may do what with an object, in the place of what was said before.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, AccessControlListNotSupported,
 * AccessDenied for a list that lets in everybody, MissingSecurityHeader, InvalidRequest, InvalidArgument,
 * MalformedACLError.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html
 */
export function putObjectAcl(buckets: Buckets): Operation<PutObjectAclRequest, PutObjectAclOutput> {
  return {
    members: { ...ofObject, ...aclMembers, VersionId: {}, ACL: { enum: CANNED_ACLS } },
    permissions: ({ Bucket, Key, VersionId, ACL }) => [
      buckets.permission(`PutObject${VersionId === undefined ? '' : 'Version'}Acl`, Bucket, Key, {
        's3:x-amz-acl': ACL,
      }),
    ],
    handle(input, context) {
      const bucket = buckets.get(input);
      const object = findObject(buckets, bucket, input, context, 'PUT');
      const grants = grantsOf(input, buckets.owner);
      if (grants === undefined) throw missingHeader();
      checkTakesAcls(bucket);
      checkNotBlocked(bucket, grants);
      const before = object.acl ?? ownersGrants(buckets.owner);
      object.acl = grants;
      if (JSON.stringify(before) !== JSON.stringify(grants)) {
        const { key, etag } = object;
        const about = { bucket: bucket.name, key, etag, ...eventVersion(object) };
        buckets.tell({ name: 'ObjectAcl:Put', ...about }, context);
      }
      return {};
    },
  };
}
