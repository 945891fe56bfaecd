import { expect, test } from 'vitest';
import { withBucket } from './testing.ts';

test('EventBridge is told of a restore from which class it is, and until when', async () => {
  const { cloud, s3, put } = await withBucket();
  const Bucket = 'orders';
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await s3.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration });
  await put('old', 'bytes', { StorageClass: 'GLACIER' });
  const RestoreRequest = { Days: 1, GlacierJobParameters: { Tier: 'Expedited' as const } };
  await s3.RestoreObject({ Bucket, Key: 'old', RestoreRequest });
  await cloud.clock.advance(60_000);
  const told = cloud.calls
    .filter(({ operation }) => operation === 'PutEvents')
    .flatMap(
      ({ input }) => (input as { Entries: { DetailType: string; Detail: string }[] }).Entries,
    )
    .map(({ DetailType, Detail }) => [DetailType, JSON.parse(Detail)]);
  expect(told.slice(1)).toMatchObject([
    ['Object Restore Initiated', { 'source-storage-class': 'GLACIER' }],
    [
      'Object Restore Completed',
      {
        'restore-expiry-time': expect.stringMatching(/T00:00:00Z$/),
        object: { key: 'old', size: 5 },
      },
    ],
  ]);
});
