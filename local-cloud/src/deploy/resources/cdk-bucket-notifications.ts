import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { type ResourceContext, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  BucketName: z.string(),
  /** As S3's API takes it. */
  NotificationConfiguration: jsonObject,
  Managed: z.union(
    [z.literal(true), z.literal('true')],
    'Only a bucket of the stack itself is notified of, and no imported one',
  ),
});

/**
 * What `addEventNotification` and `eventBridgeEnabled` of the CDK's buckets come to.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html
 */
export const cdkBucketNotifications = resourceType({
  type: 'Custom::S3BucketNotifications',
  properties,
  inert: ['SkipDestinationValidation'],
  async create(given, context) {
    await notify(given, context);
    const nothing = { ...given, NotificationConfiguration: {} };
    return { ref: context.generatedName(), remove: () => notify(nothing, context) };
  },
  fixed: ['BucketName', 'Managed'],
  async update(_deployed, given, context) {
    await notify(given, context);
  },
});

function notify(
  { BucketName: Bucket, NotificationConfiguration }: z.output<typeof properties>,
  { call }: ResourceContext,
): Promise<unknown> {
  return call('S3', 'PutBucketNotificationConfiguration', { Bucket, NotificationConfiguration });
}
