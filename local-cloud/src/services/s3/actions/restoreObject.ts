import type { RestoreObjectOutput, RestoreObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { malformedXml } from '../errors.ts';
import { ofObject, required } from '../members.ts';
import type { StoredObject } from '../object.ts';
import { findObject } from '../read.ts';
import { durationOf, expiryAfter, isArchive, type Restore } from '../restore.ts';
import type { Restores } from '../restores.ts';

const TIER = { enum: ['Standard', 'Bulk', 'Expedited'] } as const;

/**
 * Makes a copy of an archived object that can be read for some days. It is there after as long as the
 * tier takes, on the clock; asking again then changes for how long.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidObjectState,
 * RestoreAlreadyInProgress, InvalidArgument, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
 */
export function restoreObject(
  buckets: Buckets,
  restores: Restores,
): Operation<RestoreObjectRequest, RestoreObjectOutput> {
  const { clock } = buckets.cloud;
  return {
    members: {
      ...ofObject,
      VersionId: {},
      ChecksumAlgorithm: {},
      RestoreRequest: {
        members: {
          Days: { range: [1, 2_147_483_647] },
          GlacierJobParameters: { members: { Tier: { ...required, ...TIER } } },
          Tier: TIER,
        },
      },
    },
    permissions: ({ Bucket, Key }) => [buckets.permission('RestoreObject', Bucket, Key)],
    handle(input, context) {
      const { Days, GlacierJobParameters, Tier } = input.RestoreRequest ?? {};
      const bucket = buckets.get(input);
      const object = findObject(buckets, bucket, input, context, 'POST');
      checkState(object, clock.now());
      if (Days === undefined) throw malformedXml();
      const tier = GlacierJobParameters?.Tier ?? Tier ?? 'Standard';
      const duration = durationOf(object.storageClass, tier);
      const now = clock.now();
      const isThere = object.restore !== undefined && object.restore.until > now;
      object.restore = isThere
        ? { ...object.restore!, until: expiryAfter(now, Days) }
        : restoreFrom(now, duration, Days);
      if (!isThere) restores.tell('Post', bucket, object, context);
      restores.wait(bucket, object);
      return {};
    },
  };
}

function restoreFrom(asked: number, duration: number, days: number): Restore {
  const readyAt = asked + duration;
  return { asked, readyAt, until: expiryAfter(readyAt, days) };
}

function checkState({ storageClass, restore }: StoredObject, now: number): void {
  if (!isArchive(storageClass)) {
    throw new AwsError(
      'InvalidObjectState',
      "Restore is not allowed for the object's current storage class",
      { status: 403, members: { StorageClass: storageClass } },
    );
  }
  if (restore === undefined || restore.readyAt <= now) return;
  throw new AwsError('RestoreAlreadyInProgress', 'Object restore is already in progress', {
    status: 409,
  });
}
