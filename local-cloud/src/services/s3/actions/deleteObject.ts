import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { deleteObjectOf, deletePermission } from '../delete.ts';
import { ofObject } from '../members.ts';

/**
 * Deletes an object, or one version of it. What is not there is deleted already.
 * Errors: NoSuchBucket, PreconditionFailed, InvalidArgument, NotImplemented.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export function deleteObject(buckets: Buckets): Operation<DeleteObjectRequest, DeleteObjectOutput> {
  return {
    members: {
      ...ofObject,
      VersionId: {},
      IfMatch: {},
      IfMatchLastModifiedTime: {},
      IfMatchSize: {},
    },
    permissions: (input) => [deletePermission(buckets, input)],
    handle: (input, context) => deleteObjectOf(buckets, buckets.get(input), input, context),
  };
}
