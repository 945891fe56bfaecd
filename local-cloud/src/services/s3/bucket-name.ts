import { AwsError } from '../../core/errors.ts';

/**
 * Throws InvalidBucketName.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function checkBucketName(name: string): void {
  const isName =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\.|^\d+\.\d+\.\d+\.\d+$|^xn--|^sthree-|^amzn-s3-demo-|-s3alias$|--ol-s3$|\.mrap$|--x-s3$/.test(
      name,
    );
  if (isName) return;
  throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', {
    members: { BucketName: name },
  });
}
