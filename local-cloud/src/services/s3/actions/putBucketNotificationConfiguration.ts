import type { PutBucketNotificationConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket, required } from '../members.ts';
import { keptConfiguration } from '../notifications/configuration.ts';
import { testDestinations } from '../notifications/notify.ts';

const FILTER = {
  members: {
    Key: { members: { FilterRules: { items: { members: { Name: required, Value: required } } } } },
  },
} as const;

const part = { Id: { length: [0, 255] }, Events: required, Filter: FILTER } as const;

/**
 * Says who is told what happens to a bucket's objects, in the place of all that was said before.
 * Topics and queues get an `s3:TestEvent`, unless SkipDestinationValidation is set.
 * Errors: NoSuchBucket, InvalidArgument, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
export function putBucketNotificationConfiguration(
  buckets: Buckets,
): Operation<PutBucketNotificationConfigurationRequest, object> {
  return {
    members: {
      ...ofBucket,
      NotificationConfiguration: {
        ...required,
        members: {
          TopicConfigurations: { items: { members: { ...part, TopicArn: required } } },
          QueueConfigurations: { items: { members: { ...part, QueueArn: required } } },
          LambdaFunctionConfigurations: {
            items: { members: { ...part, LambdaFunctionArn: required } },
          },
          EventBridgeConfiguration: { members: {} },
        },
      },
      SkipDestinationValidation: {},
    },
    permissions: ({ Bucket }) => [buckets.permission('PutBucketNotification', Bucket)],
    async handle(input, { requestId }) {
      const { cloud } = buckets;
      const bucket = buckets.get(input);
      const notifications = keptConfiguration(input.NotificationConfiguration!, cloud.random);
      if (input.SkipDestinationValidation !== true) {
        await testDestinations(cloud, bucket, notifications, requestId);
      }
      bucket.settings = { ...bucket.settings, notifications };
      return {};
    },
  };
}
