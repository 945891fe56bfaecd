import { join } from 'node:path';
import type { Cloud, Service } from '../../core/service.ts';
import { copyObject } from './actions/copyObject.ts';
import { createBucket } from './actions/createBucket.ts';
import { deleteBucket } from './actions/deleteBucket.ts';
import { deleteObject } from './actions/deleteObject.ts';
import { getBucketLocation } from './actions/getBucketLocation.ts';
import { getBucketVersioning } from './actions/getBucketVersioning.ts';
import { getObject } from './actions/getObject.ts';
import { headBucket } from './actions/headBucket.ts';
import { headObject } from './actions/headObject.ts';
import { listBuckets } from './actions/listBuckets.ts';
import { listObjectsV2 } from './actions/listObjectsV2.ts';
import { putBucketVersioning } from './actions/putBucketVersioning.ts';
import { putObject } from './actions/putObject.ts';
import { Blobs } from './blobs.ts';
import { Buckets } from './buckets.ts';
import type { ObjectListener } from './events.ts';
import { refusal } from './refusal.ts';

/**
 * S3: buckets with versions, whose objects are files of a folder.
 *
 * @param folder where those may be written
 */
export function createS3(cloud: Cloud, folder: string) {
  const buckets = new Buckets(cloud, new Blobs(join(folder, 's3')));
  return {
    sdkId: 'S3',
    operations: {
      CopyObject: copyObject(buckets),
      CreateBucket: createBucket(buckets),
      DeleteBucket: deleteBucket(buckets),
      DeleteObject: deleteObject(buckets),
      GetBucketLocation: getBucketLocation(buckets),
      GetBucketVersioning: getBucketVersioning(buckets),
      GetObject: getObject(buckets),
      HeadBucket: headBucket(buckets),
      HeadObject: headObject(buckets),
      ListBuckets: listBuckets(buckets),
      ListObjectsV2: listObjectsV2(buckets),
      PutBucketVersioning: putBucketVersioning(buckets),
      PutObject: putObject(buckets),
    },
    refusal,
    state: buckets,
    /** Calls the listener, in process, with all that happens to objects. Returns how to stop. */
    onEvent: (listener: ObjectListener) => buckets.onEvent(listener),
  } satisfies Service & { onEvent: unknown };
}
