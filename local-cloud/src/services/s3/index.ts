import { join } from 'node:path';
import type { Cloud, Service } from '../../core/service.ts';
import type { HttpRequest, Mount } from '../../gateway/dispatcher.ts';
import { abortMultipartUpload } from './actions/abortMultipartUpload.ts';
import { completeMultipartUpload } from './actions/completeMultipartUpload.ts';
import { copyObject } from './actions/copyObject.ts';
import { createBucket } from './actions/createBucket.ts';
import { createMultipartUpload } from './actions/createMultipartUpload.ts';
import { deleteBucket } from './actions/deleteBucket.ts';
import { deleteBucketCors } from './actions/deleteBucketCors.ts';
import { deleteBucketEncryption } from './actions/deleteBucketEncryption.ts';
import { deleteBucketLifecycle } from './actions/deleteBucketLifecycle.ts';
import { deleteBucketOwnershipControls } from './actions/deleteBucketOwnershipControls.ts';
import { deleteBucketPolicy } from './actions/deleteBucketPolicy.ts';
import { deleteBucketReplication } from './actions/deleteBucketReplication.ts';
import { deleteBucketTagging } from './actions/deleteBucketTagging.ts';
import { deleteBucketWebsite } from './actions/deleteBucketWebsite.ts';
import { deleteObject } from './actions/deleteObject.ts';
import { deleteObjects } from './actions/deleteObjects.ts';
import { deleteObjectTagging } from './actions/deleteObjectTagging.ts';
import { deletePublicAccessBlock } from './actions/deletePublicAccessBlock.ts';
import { getBucketAccelerateConfiguration } from './actions/getBucketAccelerateConfiguration.ts';
import { getBucketAcl } from './actions/getBucketAcl.ts';
import { getBucketAnalyticsConfiguration } from './actions/getBucketAnalyticsConfiguration.ts';
import { getBucketCors } from './actions/getBucketCors.ts';
import { getBucketEncryption } from './actions/getBucketEncryption.ts';
import { getBucketIntelligentTieringConfiguration } from './actions/getBucketIntelligentTieringConfiguration.ts';
import { getBucketInventoryConfiguration } from './actions/getBucketInventoryConfiguration.ts';
import { getBucketLifecycleConfiguration } from './actions/getBucketLifecycleConfiguration.ts';
import { getBucketLocation } from './actions/getBucketLocation.ts';
import { getBucketLogging } from './actions/getBucketLogging.ts';
import { getBucketMetricsConfiguration } from './actions/getBucketMetricsConfiguration.ts';
import { getBucketNotificationConfiguration } from './actions/getBucketNotificationConfiguration.ts';
import { getBucketOwnershipControls } from './actions/getBucketOwnershipControls.ts';
import { getBucketPolicy } from './actions/getBucketPolicy.ts';
import { getBucketPolicyStatus } from './actions/getBucketPolicyStatus.ts';
import { getBucketReplication } from './actions/getBucketReplication.ts';
import { getBucketRequestPayment } from './actions/getBucketRequestPayment.ts';
import { getBucketTagging } from './actions/getBucketTagging.ts';
import { getBucketVersioning } from './actions/getBucketVersioning.ts';
import { getBucketWebsite } from './actions/getBucketWebsite.ts';
import { getObject } from './actions/getObject.ts';
import { getObjectAcl } from './actions/getObjectAcl.ts';
import { getObjectAttributes } from './actions/getObjectAttributes.ts';
import { getObjectLegalHold } from './actions/getObjectLegalHold.ts';
import { getObjectLockConfiguration } from './actions/getObjectLockConfiguration.ts';
import { getObjectRetention } from './actions/getObjectRetention.ts';
import { getObjectTagging } from './actions/getObjectTagging.ts';
import { getPublicAccessBlock } from './actions/getPublicAccessBlock.ts';
import { headBucket } from './actions/headBucket.ts';
import { headObject } from './actions/headObject.ts';
import { listBucketAnalyticsConfigurations } from './actions/listBucketAnalyticsConfigurations.ts';
import { listBucketIntelligentTieringConfigurations } from './actions/listBucketIntelligentTieringConfigurations.ts';
import { listBucketInventoryConfigurations } from './actions/listBucketInventoryConfigurations.ts';
import { listBucketMetricsConfigurations } from './actions/listBucketMetricsConfigurations.ts';
import { listBuckets } from './actions/listBuckets.ts';
import { listMultipartUploads } from './actions/listMultipartUploads.ts';
import { listObjects } from './actions/listObjects.ts';
import { listObjectsV2 } from './actions/listObjectsV2.ts';
import { listObjectVersions } from './actions/listObjectVersions.ts';
import { listParts } from './actions/listParts.ts';
import { putBucketAcl } from './actions/putBucketAcl.ts';
import { putBucketCors } from './actions/putBucketCors.ts';
import { putBucketEncryption } from './actions/putBucketEncryption.ts';
import { putBucketLifecycleConfiguration } from './actions/putBucketLifecycleConfiguration.ts';
import { putBucketNotificationConfiguration } from './actions/putBucketNotificationConfiguration.ts';
import { putBucketOwnershipControls } from './actions/putBucketOwnershipControls.ts';
import { putBucketPolicy } from './actions/putBucketPolicy.ts';
import { putBucketRequestPayment } from './actions/putBucketRequestPayment.ts';
import { putBucketTagging } from './actions/putBucketTagging.ts';
import { putBucketVersioning } from './actions/putBucketVersioning.ts';
import { putObject } from './actions/putObject.ts';
import { putObjectAcl } from './actions/putObjectAcl.ts';
import { putObjectTagging } from './actions/putObjectTagging.ts';
import { putPublicAccessBlock } from './actions/putPublicAccessBlock.ts';
import { restoreObject } from './actions/restoreObject.ts';
import { uploadPart } from './actions/uploadPart.ts';
import { uploadPartCopy } from './actions/uploadPartCopy.ts';
import { Blobs } from './blobs.ts';
import { Buckets } from './buckets.ts';
import { corsHeaders, corsMount } from './cors.ts';
import type { ObjectListener } from './events.ts';
import { Lifecycles } from './lifecycle/lifecycles.ts';
import { type Notifier, notify } from './notifications/notify.ts';
import { refusal } from './refusal.ts';
import { Restores } from './restores.ts';

/**
 * S3: buckets with versions, whose objects are files of a folder.
 *
 * @param folder where those may be written
 * @param roleId gives the unique id of a role, by its ARN
 */
export function createS3(cloud: Cloud, folder: string, roleId: Notifier['roleId']) {
  const buckets = new Buckets(cloud, new Blobs(join(folder, 's3')));
  const notifier = { cloud, roleId, ownerId: `A${buckets.owner.slice(0, 13).toUpperCase()}` };
  buckets.onEvent((event) => notify(notifier, buckets.find(event.bucket)!, event));
  const restores = new Restores(buckets);
  const lifecycles = new Lifecycles(buckets);
  return {
    sdkId: 'S3',
    operations: {
      AbortMultipartUpload: abortMultipartUpload(buckets),
      CompleteMultipartUpload: completeMultipartUpload(buckets),
      CopyObject: copyObject(buckets),
      CreateBucket: createBucket(buckets),
      CreateMultipartUpload: createMultipartUpload(buckets),
      DeleteBucket: deleteBucket(buckets),
      DeleteBucketCors: deleteBucketCors(buckets),
      DeleteBucketEncryption: deleteBucketEncryption(buckets),
      DeleteBucketLifecycle: deleteBucketLifecycle(buckets),
      DeleteBucketOwnershipControls: deleteBucketOwnershipControls(buckets),
      DeleteBucketPolicy: deleteBucketPolicy(buckets),
      DeleteBucketReplication: deleteBucketReplication(buckets),
      DeleteBucketTagging: deleteBucketTagging(buckets),
      DeleteBucketWebsite: deleteBucketWebsite(buckets),
      DeleteObject: deleteObject(buckets),
      DeleteObjects: deleteObjects(buckets),
      DeleteObjectTagging: deleteObjectTagging(buckets),
      DeletePublicAccessBlock: deletePublicAccessBlock(buckets),
      GetBucketAccelerateConfiguration: getBucketAccelerateConfiguration(buckets),
      GetBucketAcl: getBucketAcl(buckets),
      GetBucketAnalyticsConfiguration: getBucketAnalyticsConfiguration(buckets),
      GetBucketCors: getBucketCors(buckets),
      GetBucketEncryption: getBucketEncryption(buckets),
      GetBucketIntelligentTieringConfiguration: getBucketIntelligentTieringConfiguration(buckets),
      GetBucketInventoryConfiguration: getBucketInventoryConfiguration(buckets),
      GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration(buckets),
      GetBucketLocation: getBucketLocation(buckets),
      GetBucketLogging: getBucketLogging(buckets),
      GetBucketMetricsConfiguration: getBucketMetricsConfiguration(buckets),
      GetBucketNotificationConfiguration: getBucketNotificationConfiguration(buckets),
      GetBucketOwnershipControls: getBucketOwnershipControls(buckets),
      GetBucketPolicy: getBucketPolicy(buckets),
      GetBucketPolicyStatus: getBucketPolicyStatus(buckets),
      GetBucketReplication: getBucketReplication(buckets),
      GetBucketRequestPayment: getBucketRequestPayment(buckets),
      GetBucketTagging: getBucketTagging(buckets),
      GetBucketVersioning: getBucketVersioning(buckets),
      GetBucketWebsite: getBucketWebsite(buckets),
      GetObject: getObject(buckets),
      GetObjectAcl: getObjectAcl(buckets),
      GetObjectAttributes: getObjectAttributes(buckets),
      GetObjectLegalHold: getObjectLegalHold(buckets),
      GetObjectLockConfiguration: getObjectLockConfiguration(buckets),
      GetObjectRetention: getObjectRetention(buckets),
      GetObjectTagging: getObjectTagging(buckets),
      GetPublicAccessBlock: getPublicAccessBlock(buckets),
      HeadBucket: headBucket(buckets),
      HeadObject: headObject(buckets),
      ListBucketAnalyticsConfigurations: listBucketAnalyticsConfigurations(buckets),
      ListBucketIntelligentTieringConfigurations:
        listBucketIntelligentTieringConfigurations(buckets),
      ListBucketInventoryConfigurations: listBucketInventoryConfigurations(buckets),
      ListBucketMetricsConfigurations: listBucketMetricsConfigurations(buckets),
      ListBuckets: listBuckets(buckets),
      ListMultipartUploads: listMultipartUploads(buckets),
      ListObjects: listObjects(buckets),
      ListObjectsV2: listObjectsV2(buckets),
      ListObjectVersions: listObjectVersions(buckets),
      ListParts: listParts(buckets),
      PutBucketAcl: putBucketAcl(buckets),
      PutBucketCors: putBucketCors(buckets),
      PutBucketEncryption: putBucketEncryption(buckets),
      PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration(buckets, lifecycles),
      PutBucketNotificationConfiguration: putBucketNotificationConfiguration(buckets),
      PutBucketOwnershipControls: putBucketOwnershipControls(buckets),
      PutBucketPolicy: putBucketPolicy(buckets),
      PutBucketRequestPayment: putBucketRequestPayment(buckets),
      PutBucketTagging: putBucketTagging(buckets),
      PutBucketVersioning: putBucketVersioning(buckets),
      PutObject: putObject(buckets),
      PutObjectAcl: putObjectAcl(buckets),
      PutObjectTagging: putObjectTagging(buckets),
      PutPublicAccessBlock: putPublicAccessBlock(buckets),
      RestoreObject: restoreObject(buckets, restores),
      UploadPart: uploadPart(buckets),
      UploadPartCopy: uploadPartCopy(buckets),
    },
    refusal,
    state: {
      save: () => buckets.save(),
      load(json) {
        buckets.load(json);
        lifecycles.wake();
        restores.wake();
      },
    },
    /** Calls the listener, in process, with all that happens to objects. Returns how to stop. */
    onEvent: (listener: ObjectListener) => buckets.onEvent(listener),
    /** Answers what browsers ask before requests of other origins. */
    preflights: corsMount(buckets),
    /** What answers to requests of other origins are given besides. */
    crossOrigin: (request: HttpRequest) => corsHeaders(buckets, request),
  } satisfies Service & { onEvent: unknown; preflights: Mount; crossOrigin: unknown };
}
