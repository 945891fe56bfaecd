import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { withBucket } from './testing.ts';

const Bucket = 'orders';
type S3 = Awaited<ReturnType<typeof withBucket>>['s3'];

test.each<[string, (s3: S3, bucket: string) => Promise<unknown>]>([
  ['ReplicationConfigurationNotFoundError', (s3, of) => s3.GetBucketReplication({ Bucket: of })],
  ['NoSuchWebsiteConfiguration', (s3, of) => s3.GetBucketWebsite({ Bucket: of })],
  [
    'ObjectLockConfigurationNotFoundError',
    (s3, of) => s3.GetObjectLockConfiguration({ Bucket: of }),
  ],
  ['NoSuchBucketPolicy', (s3, of) => s3.GetBucketPolicyStatus({ Bucket: of })],
  [
    'NoSuchConfiguration',
    (s3, of) => s3.GetBucketInventoryConfiguration({ Bucket: of, Id: 'daily' }),
  ],
  ['NoSuchConfiguration', (s3, of) => s3.GetBucketMetricsConfiguration({ Bucket: of, Id: 'all' })],
  [
    'NoSuchConfiguration',
    (s3, of) => s3.GetBucketAnalyticsConfiguration({ Bucket: of, Id: 'all' }),
  ],
  [
    'NoSuchConfiguration',
    (s3, of) => s3.GetBucketIntelligentTieringConfiguration({ Bucket: of, Id: 'all' }),
  ],
])('what was never configured is answered with %s', async (code, get) => {
  const { s3 } = await withBucket();
  expect(await failure(get(s3, Bucket))).toMatchObject({
    code,
    BucketName: Bucket,
  });
  expect((await failure(get(s3, 'none'))).code).toBe('NoSuchBucket');
});

test('what has no error is answered with nothing', async () => {
  const { s3 } = await withBucket();
  expect(await s3.GetBucketLogging({ Bucket })).toEqual({});
  expect(await s3.GetBucketAccelerateConfiguration({ Bucket })).toEqual({});
  for (const list of [
    s3.ListBucketInventoryConfigurations({ Bucket }),
    s3.ListBucketMetricsConfigurations({ Bucket }),
    s3.ListBucketAnalyticsConfigurations({ Bucket }),
    s3.ListBucketIntelligentTieringConfigurations({ Bucket }),
    s3.DeleteBucketReplication({ Bucket }),
    s3.DeleteBucketWebsite({ Bucket }),
  ]) {
    expect([{ IsTruncated: false }, {}]).toContainEqual(await list);
  }
});

test('objects are not locked', async () => {
  const { s3, put } = await withBucket();
  await put('k');
  for (const get of [s3.GetObjectRetention, s3.GetObjectLegalHold]) {
    expect((await failure(get({ Bucket, Key: 'k' }))).code).toBe('InvalidRequest');
    expect((await failure(get({ Bucket, Key: 'none' }))).code).toBe('NoSuchKey');
  }
});

test('a policy is public that lets in everybody', async () => {
  const { s3 } = await withBucket();
  await s3.DeletePublicAccessBlock({ Bucket });
  const policy = (Principal: unknown) =>
    s3.PutBucketPolicy({
      Bucket,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
        ],
      }),
    });
  const isPublic = async () => (await s3.GetBucketPolicyStatus({ Bucket })).PolicyStatus!.IsPublic;
  await policy('*');
  expect(await isPublic()).toBe(true);
  await policy({ Service: 'logging.s3.amazonaws.com' });
  expect(await isPublic()).toBe(false);
});
