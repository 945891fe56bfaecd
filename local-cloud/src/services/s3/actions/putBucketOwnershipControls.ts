import type { PutBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import { enforcedAcl } from '../acl.ts';
import type { Buckets } from '../buckets.ts';
import { OWNERSHIPS, required } from '../members.ts';
import { sets } from '../settings.ts';

const RULE = {
  members: {
    ObjectOwnership: { ...required, enum: OWNERSHIPS },
  },
} as const;

/**
 * Says who owns the objects of a bucket. There is one account here, so it is always the same.
 * Errors: NoSuchBucket, MalformedXML, InvalidBucketAclWithObjectOwnership.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html
 */
export function putBucketOwnershipControls(buckets: Buckets) {
  return sets<PutBucketOwnershipControlsRequest>(
    buckets,
    'PutBucketOwnershipControls',
    {
      OwnershipControls: {
        ...required,
        members: { Rules: { ...required, length: [1, 1], items: RULE } },
      },
    },
    (input, { settings }) => {
      const objectOwnership = input.OwnershipControls!.Rules![0]!.ObjectOwnership;
      const isOpen = settings.acl?.some(({ Grantee }) => Grantee?.Type === 'Group');
      if (objectOwnership === 'BucketOwnerEnforced' && isOpen) throw enforcedAcl();
      return { objectOwnership };
    },
  );
}
