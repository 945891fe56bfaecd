import type { GetObjectAclOutput, GetObjectAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { ownersGrants } from '../acl.ts';
import type { Buckets } from '../buckets.ts';
import { ofObject } from '../members.ts';
import { findObject } from '../read.ts';

/**
 * Who may do what with an object by its access control list.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html
 */
export function getObjectAcl(buckets: Buckets): Operation<GetObjectAclRequest, GetObjectAclOutput> {
  return {
    members: { ...ofObject, VersionId: {} },
    permissions: ({ Bucket, Key, VersionId }) => [
      buckets.permission(`GetObject${VersionId === undefined ? '' : 'Version'}Acl`, Bucket, Key),
    ],
    handle(input, context) {
      const { acl } = findObject(buckets, buckets.get(input), input, context);
      const Grants = [...(acl ?? ownersGrants(buckets.owner))];
      return { Owner: { ID: buckets.owner }, Grants };
    },
  };
}
