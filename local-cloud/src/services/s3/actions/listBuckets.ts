import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { wholeSecond } from '../../../core/whole-second.ts';
import type { Bucket } from '../bucket.ts';
import type { Buckets } from '../buckets.ts';
import { invalidArgument } from '../errors.ts';
import { isRegion } from '../regions.ts';
import { decodeToken, encodeToken } from '../token.ts';

/**
 * Lists the buckets of the account by their names.
 * Errors: InvalidArgument.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export function listBuckets(buckets: Buckets): Operation<ListBucketsRequest, ListBucketsOutput> {
  return {
    members: {
      MaxBuckets: { range: [1, 10_000] },
      ContinuationToken: {},
      Prefix: {},
      BucketRegion: {},
    },
    permissions: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
    handle(input) {
      const {
        MaxBuckets: most,
        ContinuationToken: token,
        Prefix = '',
        BucketRegion: region,
      } = input;
      const isNarrowed = Object.values(input).some((value) => value !== undefined);
      if (region !== undefined) checkRegion(region);
      const after = token ? decodeToken(token) : '';
      const isHere = region === undefined || region === buckets.cloud.region;
      const found = isHere
        ? buckets.all().filter(({ name }) => name.startsWith(Prefix) && name > after)
        : [];
      const page = found.slice(0, most);
      return {
        Buckets: page.map((bucket) => ({
          ...described(bucket),
          // Told only where the request asks for less than all buckets (recorded).
          ...(isNarrowed && { BucketRegion: buckets.cloud.region }),
        })),
        Owner: { ID: buckets.owner },
        ...(Prefix !== '' && { Prefix }),
        ...(page.length < found.length && { ContinuationToken: encodeToken(page.at(-1)!.name) }),
      };
    },
  };
}

function described({ name, createdAt, arn }: Bucket) {
  return { Name: name, CreationDate: wholeSecond(createdAt), BucketArn: arn };
}

function checkRegion(region: string): void {
  if (isRegion(region)) return;
  throw invalidArgument(`Argument value ${region} is not a valid AWS Region`, 'bucket-region');
}
