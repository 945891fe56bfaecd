import type { Cloud, Principal } from '../../../core/service.ts';
import type { Bucket } from '../bucket.ts';

export const S3 = 's3.amazonaws.com';

/** S3 itself, where it acts for a bucket, whose ARN does not tell its account. */
export function s3For({ accountId }: Cloud, { arn }: Bucket): Principal {
  return { kind: 'service', arn: S3, service: S3, sourceArn: arn, sourceAccount: accountId };
}

/** The account, in whose name S3 looks whether something is there. */
export function ownerOf({ accountId }: Cloud): Principal {
  return { kind: 'root', arn: `arn:aws:iam::${accountId}:root` };
}
