import type { PutBucketCorsRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { checkRules } from '../cors.ts';
import { required } from '../members.ts';
import { sets } from '../settings.ts';

const RULE = {
  members: {
    ID: { length: [0, 255] },
    AllowedHeaders: {},
    AllowedMethods: required,
    AllowedOrigins: required,
    ExposeHeaders: {},
    MaxAgeSeconds: {},
  },
} as const;

/**
 * Says which pages of other origins may use a bucket. Errors: NoSuchBucket, InvalidRequest, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
 */
export function putBucketCors(buckets: Buckets) {
  return sets<PutBucketCorsRequest>(
    buckets,
    'PutBucketCORS',
    {
      CORSConfiguration: {
        ...required,
        members: { CORSRules: { ...required, length: [1, 100], items: RULE } },
      },
    },
    ({ CORSConfiguration: given }) => {
      const cors = given!.CORSRules!;
      checkRules(cors);
      return { cors };
    },
  );
}
