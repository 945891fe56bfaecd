import { join } from 'node:path';
import type { Cloud, Service } from '../../core/service.ts';
import { abortMultipartUpload } from './actions/abortMultipartUpload.ts';
import { completeMultipartUpload } from './actions/completeMultipartUpload.ts';
import { copyObject } from './actions/copyObject.ts';
import { createBucket } from './actions/createBucket.ts';
import { createMultipartUpload } from './actions/createMultipartUpload.ts';
import { deleteBucket } from './actions/deleteBucket.ts';
import { deleteBucketPolicy } from './actions/deleteBucketPolicy.ts';
import { deleteObject } from './actions/deleteObject.ts';
import { deleteObjects } from './actions/deleteObjects.ts';
import { deleteObjectTagging } from './actions/deleteObjectTagging.ts';
import { getBucketLocation } from './actions/getBucketLocation.ts';
import { getBucketPolicy } from './actions/getBucketPolicy.ts';
import { getBucketVersioning } from './actions/getBucketVersioning.ts';
import { getObject } from './actions/getObject.ts';
import { getObjectAttributes } from './actions/getObjectAttributes.ts';
import { getObjectTagging } from './actions/getObjectTagging.ts';
import { headBucket } from './actions/headBucket.ts';
import { headObject } from './actions/headObject.ts';
import { listBuckets } from './actions/listBuckets.ts';
import { listMultipartUploads } from './actions/listMultipartUploads.ts';
import { listObjects } from './actions/listObjects.ts';
import { listObjectsV2 } from './actions/listObjectsV2.ts';
import { listObjectVersions } from './actions/listObjectVersions.ts';
import { listParts } from './actions/listParts.ts';
import { putBucketPolicy } from './actions/putBucketPolicy.ts';
import { putBucketVersioning } from './actions/putBucketVersioning.ts';
import { putObject } from './actions/putObject.ts';
import { putObjectTagging } from './actions/putObjectTagging.ts';
import { uploadPart } from './actions/uploadPart.ts';
import { uploadPartCopy } from './actions/uploadPartCopy.ts';
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
      AbortMultipartUpload: abortMultipartUpload(buckets),
      CompleteMultipartUpload: completeMultipartUpload(buckets),
      CopyObject: copyObject(buckets),
      CreateBucket: createBucket(buckets),
      CreateMultipartUpload: createMultipartUpload(buckets),
      DeleteBucket: deleteBucket(buckets),
      DeleteBucketPolicy: deleteBucketPolicy(buckets),
      DeleteObject: deleteObject(buckets),
      DeleteObjects: deleteObjects(buckets),
      DeleteObjectTagging: deleteObjectTagging(buckets),
      GetBucketLocation: getBucketLocation(buckets),
      GetBucketPolicy: getBucketPolicy(buckets),
      GetBucketVersioning: getBucketVersioning(buckets),
      GetObject: getObject(buckets),
      GetObjectAttributes: getObjectAttributes(buckets),
      GetObjectTagging: getObjectTagging(buckets),
      HeadBucket: headBucket(buckets),
      HeadObject: headObject(buckets),
      ListBuckets: listBuckets(buckets),
      ListMultipartUploads: listMultipartUploads(buckets),
      ListObjects: listObjects(buckets),
      ListObjectsV2: listObjectsV2(buckets),
      ListObjectVersions: listObjectVersions(buckets),
      ListParts: listParts(buckets),
      PutBucketPolicy: putBucketPolicy(buckets),
      PutBucketVersioning: putBucketVersioning(buckets),
      PutObject: putObject(buckets),
      PutObjectTagging: putObjectTagging(buckets),
      UploadPart: uploadPart(buckets),
      UploadPartCopy: uploadPartCopy(buckets),
    },
    refusal,
    state: buckets,
    /** Calls the listener, in process, with all that happens to objects. Returns how to stop. */
    onEvent: (listener: ObjectListener) => buckets.onEvent(listener),
  } satisfies Service & { onEvent: unknown };
}
