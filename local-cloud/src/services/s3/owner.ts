import { AwsError } from '../../core/errors.ts';

/** Throws AccessDenied where a bucket is expected to be of another account than it is. */
export function checkOwner(expected: string | undefined, accountId: string): void {
  if (expected === undefined || expected === accountId) return;
  if (/^\d{12}$/.test(expected))
    throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
  throw new AwsError(
    'InvalidBucketOwnerAWSAccountID',
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${expected}]`,
  );
}
