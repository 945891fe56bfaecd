import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { CANNED_ACLS, checkNotBlocked, enforcedAcl, grantsOf } from '../acl.ts';
import { NEW_BUCKET } from '../bucket.ts';
import { checkBucketName } from '../bucket-name.ts';
import { newBucketTags } from '../bucket-tags.ts';
import type { Buckets } from '../buckets.ts';
import { OWNERSHIPS, required } from '../members.ts';
import { isRegion } from '../regions.ts';

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
      ACL: { enum: CANNED_ACLS },
      GrantFullControl: {},
      GrantRead: {},
      GrantReadACP: {},
      GrantWrite: {},
      GrantWriteACP: {},
      ObjectOwnership: { enum: OWNERSHIPS },
      CreateBucketConfiguration: {
        members: {
          LocationConstraint: {},
          Tags: { items: { members: { Key: required, Value: required } } },
        },
      },
    },
    permissions: ({ Bucket }) => [buckets.permission('CreateBucket', Bucket)],
    handle(input) {
      const { Bucket: name = '', CreateBucketConfiguration: configuration, ACL: acl } = input;
      checkBucketName(name);
      checkLocation(configuration?.LocationConstraint, buckets.cloud.region);
      const grants = grantsOf(input, buckets.owner);
      const isOpen = grants !== undefined && acl !== 'private';
      if (isOpen && (input.ObjectOwnership ?? 'BucketOwnerEnforced') === 'BucketOwnerEnforced') {
        throw enforcedAcl();
      }
      const tags = newBucketTags(configuration?.Tags ?? []);
      const isMine = buckets.find(name) !== undefined;
      if (isMine && (tags || buckets.cloud.region !== NAMELESS_REGION)) throw alreadyOwned(name);
      if (grants) checkNotBlocked({ settings: NEW_BUCKET }, grants);
      if (!isMine) {
        const bucket = buckets.create(name);
        const { objectOwnership } = bucket.settings;
        bucket.settings = {
          ...bucket.settings,
          tags,
          acl: isOpen ? grants : undefined,
          objectOwnership: input.ObjectOwnership ?? objectOwnership,
        };
      }
      return { Location: `/${name}`, BucketArn: `arn:aws:s3:::${name}` };
    },
  };
}

/** The endpoint of us-east-1 creates buckets wherever they are wanted; the others in their region. */
function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === (region === NAMELESS_REGION ? undefined : region)) return;
  // `EU` is what eu-west-1 was called first.
  if (region !== NAMELESS_REGION || constraint === 'EU') throw incompatible(constraint);
  if (constraint !== NAMELESS_REGION && isRegion(constraint ?? '')) throw otherRegion(constraint);
  throw new AwsError(
    'InvalidLocationConstraint',
    'The specified location-constraint is not valid',
    { members: { LocationConstraint: constraint } },
  );
}

function incompatible(constraint: string | undefined): AwsError {
  return new AwsError(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function otherRegion(region: string | undefined): AwsError {
  return new AwsError(
    'NotSupportedByLocalCloud',
    `The local cloud is one region, ${NAMELESS_REGION}, and creates no bucket in ${region}. Leave the location constraint out, or start the local cloud with --region.`,
    { status: 501 },
  );
}

function alreadyOwned(BucketName: string): AwsError {
  return new AwsError(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    { status: 409, members: { BucketName } },
  );
}
