import type { Grant } from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { Bucket } from './bucket.ts';
import type { Buckets } from './buckets.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
export const CANNED_ACLS = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
] as const;

/**
 * Throws AccessControlListNotSupported where the bucket's owner owns all objects, and NotSupportedByLocalCloud
 * for a list that lets in others.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function checkAcl({ settings }: Bucket, acl: string | undefined): void {
  if (acl === undefined || acl === 'bucket-owner-full-control') return;
  if (settings.objectOwnership === 'BucketOwnerEnforced') {
    throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  if (acl !== 'private') throw unservedAcl(acl);
}

export function unservedAcl(acl: string): AwsError {
  return new AwsError(
    'NotSupportedByLocalCloud',
    `The local cloud does not serve the access control list ${acl} of S3: there is one account here. Say private or bucket-owner-full-control, and let others in by a bucket policy.`,
    { status: 501 },
  );
}

/** What may be done with a bucket or an object, and by whom: there is but one account. */
export function ownersAcl({ owner }: Buckets): { Owner: { ID: string }; Grants: Grant[] } {
  const Grantee = { ID: owner, Type: 'CanonicalUser' } as const;
  return { Owner: { ID: owner }, Grants: [{ Grantee, Permission: 'FULL_CONTROL' }] };
}
