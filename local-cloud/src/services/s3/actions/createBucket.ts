import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { checkBucketName } from '../bucket-name.ts';
import { newBucketTags } from '../bucket-tags.ts';
import type { Buckets } from '../buckets.ts';
import { required } from '../members.ts';
import { isLocation } from '../regions.ts';

/** us-east-1 is what a bucket without a location constraint is in, and is never named. */
const NAMELESS_REGION = 'us-east-1';

/**
 * Creates a bucket. In us-east-1, creating one's own bucket again changes nothing.
 * Errors: BucketAlreadyOwnedByYou, InvalidBucketName, IllegalLocationConstraintException,
 * InvalidLocationConstraint, InvalidTag.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export function createBucket(buckets: Buckets): Operation<CreateBucketRequest, CreateBucketOutput> {
  return {
    members: {
      Bucket: required,
      CreateBucketConfiguration: {
        members: {
          LocationConstraint: {},
          Tags: { items: { members: { Key: required, Value: required } } },
        },
      },
    },
    permissions: ({ Bucket }) => [buckets.permission('CreateBucket', Bucket)],
    handle({ Bucket: name = '', CreateBucketConfiguration: configuration }) {
      checkBucketName(name);
      checkLocation(configuration?.LocationConstraint, buckets.cloud.region);
      const tags = newBucketTags(configuration?.Tags ?? []);
      const isMine = buckets.find(name) !== undefined;
      if (isMine && (tags || buckets.cloud.region !== NAMELESS_REGION)) throw alreadyOwned(name);
      if (!isMine) {
        const bucket = buckets.create(name);
        bucket.settings = { ...bucket.settings, tags };
      }
      return { Location: `/${name}`, BucketArn: `arn:aws:s3:::${name}` };
    },
  };
}

function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === undefined && region === NAMELESS_REGION) return;
  const isUnknown = region === NAMELESS_REGION && !isLocation(constraint ?? '');
  if (constraint === NAMELESS_REGION || isUnknown) {
    throw new AwsError(
      'InvalidLocationConstraint',
      'The specified location-constraint is not valid',
      { members: { LocationConstraint: constraint } },
    );
  }
  if (constraint === region) return;
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function alreadyOwned(BucketName: string): AwsError {
  return new AwsError(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    { status: 409, members: { BucketName } },
  );
}
