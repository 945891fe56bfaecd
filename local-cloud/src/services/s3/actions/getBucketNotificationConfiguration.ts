import type {
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket } from '../members.ts';

/**
 * Gives who is told what happens to a bucket's objects. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
 */
export function getBucketNotificationConfiguration(
  buckets: Buckets,
): Operation<GetBucketNotificationConfigurationRequest, NotificationConfiguration> {
  return {
    members: ofBucket,
    permissions: ({ Bucket }) => [buckets.permission('GetBucketNotification', Bucket)],
    handle: (input) => buckets.get(input).settings.notifications ?? {},
  };
}
