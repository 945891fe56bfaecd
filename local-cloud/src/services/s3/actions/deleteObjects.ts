import type {
  DeletedObject,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  ObjectIdentifier,
  _Error as S3Error,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { CallContext, Operation } from '../../../core/service.ts';
import { Turns } from '../../../core/turns.ts';
import type { Buckets } from '../buckets.ts';
import { deleteObjectOf, deletePermission } from '../delete.ts';
import { malformedXml, noSuchBucket, noSuchVersion } from '../errors.ts';
import { compareKeys } from '../keys.ts';
import { ofBucket, required } from '../members.ts';
import { isVersionId } from '../version-id.ts';

/** The most objects that one request deletes. */
const MOST = 1000;
/** Others have their turn after so many. */
const AT_ONCE = 50;

/**
 * Deletes objects, or versions of them: each for itself, and allowed for itself.
 * Errors: NoSuchBucket, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(
  buckets: Buckets,
): Operation<DeleteObjectsRequest, DeleteObjectsOutput> {
  return {
    members: {
      ...ofBucket,
      ChecksumAlgorithm: {},
      Delete: {
        ...required,
        members: {
          Objects: {
            required: true,
            items: {
              members: {
                Key: { required: true, length: [1] },
                VersionId: {},
                ETag: {},
                LastModifiedTime: {},
                Size: {},
              },
            },
          },
          Quiet: {},
        },
      },
    },
    permissions: () => [],
    async handle(input, context) {
      const bucket = buckets.get(input);
      const asked = input.Delete?.Objects ?? [];
      if (asked.length === 0 || asked.length > MOST) throw malformedXml();
      const Deleted: DeletedObject[] = [];
      const Errors: S3Error[] = [];
      const turns = new Turns(AT_ONCE);
      for (const one of asked) {
        await turns.step();
        // Others may have deleted it meanwhile, and made another one of its name.
        if (buckets.get(input) !== bucket) throw noSuchBucket(bucket.name);
        try {
          Deleted.push(deleteOne(buckets, input, one, context));
        } catch (error) {
          Errors.push(failed(one, error));
        }
      }
      // In no order that AWS promises.
      Deleted.sort((a, b) => compareKeys(a.Key!, b.Key!));
      return { ...(!input.Delete?.Quiet && { Deleted }), Errors };
    },
  };
}

function deleteOne(
  buckets: Buckets,
  input: DeleteObjectsRequest,
  one: ObjectIdentifier,
  context: CallContext,
): DeletedObject {
  const { Key, VersionId, ETag, LastModifiedTime, Size } = one;
  buckets.cloud.authorize(context.principal, 'S3', [
    deletePermission(buckets, { Bucket: input.Bucket, Key, VersionId }),
  ]);
  if (VersionId !== undefined && !isVersionId(VersionId)) throw noSuchVersion(Key!, VersionId);
  const conditions = {
    IfMatch: ETag,
    IfMatchLastModifiedTime: LastModifiedTime,
    IfMatchSize: Size,
  };
  const deletion = { Key, VersionId, ...conditions };
  const deleted = deleteObjectOf(buckets, buckets.get(input), deletion, context);
  return {
    Key,
    ...(VersionId !== undefined && { VersionId }),
    ...(deleted.DeleteMarker && {
      DeleteMarker: true,
      DeleteMarkerVersionId: deleted.VersionId,
    }),
  };
}

function failed({ Key, VersionId }: ObjectIdentifier, error: unknown): S3Error {
  if (!(error instanceof AwsError)) throw error;
  const { code: Code, message: Message } = error;
  return { Key, Code, Message, ...(VersionId !== undefined && { VersionId }) };
}
