import type {
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { checkRules } from '../lifecycle/check-rules.ts';
import type { Lifecycles } from '../lifecycle/lifecycles.ts';
import { ofBucket, required, STORAGE_CLASSES } from '../members.ts';

const tag = { members: { Key: required, Value: required } } as const;
const criteria = { Prefix: {}, ObjectSizeGreaterThan: {}, ObjectSizeLessThan: {} } as const;
const StorageClass = { enum: STORAGE_CLASSES } as const;

const RULE = {
  members: {
    ID: { length: [0, 255] },
    Prefix: {},
    Filter: {
      members: {
        ...criteria,
        Tag: tag,
        And: { members: { ...criteria, Tags: { items: tag } } },
      },
    },
    Status: { required: true, enum: ['Enabled', 'Disabled'] },
    Expiration: { members: { Date: {}, Days: {}, ExpiredObjectDeleteMarker: {} } },
    Transitions: { items: { members: { Date: {}, Days: {}, StorageClass } } },
    NoncurrentVersionTransitions: { items: { members: { NoncurrentDays: {}, StorageClass } } },
    NoncurrentVersionExpiration: {
      members: { NoncurrentDays: {}, NewerNoncurrentVersions: {} },
    },
    AbortIncompleteMultipartUpload: { members: { DaysAfterInitiation: {} } },
  },
} as const;

/**
 * Says when a bucket's objects expire or are moved to another storage class, in the place of what
 * was said before. Errors: NoSuchBucket, MalformedXML, InvalidArgument, InvalidRequest.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export function putBucketLifecycleConfiguration(
  buckets: Buckets,
  lifecycles: Lifecycles,
): Operation<PutBucketLifecycleConfigurationRequest, PutBucketLifecycleConfigurationOutput> {
  return {
    members: {
      ...ofBucket,
      ChecksumAlgorithm: {},
      LifecycleConfiguration: {
        ...required,
        members: { Rules: { required: true, length: [1, 1000], items: RULE } },
      },
      TransitionDefaultMinimumObjectSize: {
        enum: ['all_storage_classes_128K', 'varies_by_storage_class'],
      },
    },
    permissions: ({ Bucket }) => [buckets.permission('PutLifecycleConfiguration', Bucket)],
    handle(input) {
      const bucket = buckets.get(input);
      const given = input.LifecycleConfiguration!.Rules!;
      const { TransitionDefaultMinimumObjectSize = 'all_storage_classes_128K' } = input;
      checkRules(given);
      const Rules = given.map((rule) => ({
        ...rule,
        ID: rule.ID || Buffer.from(buckets.cloud.random.uuid()).toString('base64'),
      }));
      bucket.settings = {
        ...bucket.settings,
        lifecycle: { Rules, TransitionDefaultMinimumObjectSize },
      };
      lifecycles.wake();
      return { TransitionDefaultMinimumObjectSize };
    },
  };
}
