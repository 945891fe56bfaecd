import type { LifecycleRule } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { testFolder, turnsDuring } from '../../../core/testing.ts';
import { afterLoad, failure } from '../../testing.ts';
import { createS3 } from '../index.ts';
import { withBucket } from '../testing.ts';

const DAY = 86_400_000;

/** A bucket with these rules, all of them enabled. Time begins at noon. */
async function withRules(...rules: Omit<LifecycleRule, 'Status'>[]) {
  const world = await withBucket();
  const configure = (Rules: readonly object[]) =>
    world.s3.PutBucketLifecycleConfiguration({
      Bucket: 'orders',
      LifecycleConfiguration: {
        Rules: Rules.map((rule) => ({ Status: 'Enabled', ...rule })) as LifecycleRule[],
      },
    });
  await configure(rules);
  world.events.length = 0;
  return {
    ...world,
    configure,
    keys: async () => {
      const { Contents = [] } = await world.s3.ListObjectsV2({ Bucket: 'orders' });
      return Contents.map(({ Key }) => Key);
    },
    versions: async () => {
      const all = await world.s3.ListObjectVersions({ Bucket: 'orders' });
      return [(all.Versions ?? []).length, (all.DeleteMarkers ?? []).length];
    },
  };
}

test('an object is gone at the midnight that follows its days', async () => {
  const { cloud, put, keys, events } = await withRules({ Filter: {}, Expiration: { Days: 2 } });
  await put('a');
  await cloud.clock.advance(2.5 * DAY - 1);
  expect(await keys()).toEqual(['a']);
  await cloud.clock.advance(1);
  expect(await keys()).toEqual([]);
  expect(events.at(-1)).toMatchObject({ name: 'LifecycleExpiration:Delete', key: 'a' });
  expect(events.at(-1)).not.toHaveProperty('principal');
});

test('an object tells when it expires, by the rule that is due first', async () => {
  const { s3, put } = await withRules(
    { ID: 'late', Filter: {}, Expiration: { Days: 9 } },
    { ID: 'a rule', Filter: { Prefix: 'a' }, Expiration: { Date: new Date('2026-01-03') } },
  );
  const told = 'expiry-date="Sat, 03 Jan 2026 00:00:00 GMT", rule-id="a%20rule"';
  expect((await put('a')).Expiration).toBe(told);
  expect((await s3.HeadObject({ Bucket: 'orders', Key: 'a' })).Expiration).toBe(told);
  expect((await put('b')).Expiration).toContain('Sun, 11 Jan 2026');
});

test('only what passes the filter expires', async () => {
  const { cloud, put, keys } = await withRules({
    Filter: {
      And: {
        Prefix: 'in/',
        Tags: [{ Key: 'keep', Value: 'no' }],
        ObjectSizeGreaterThan: 1,
        ObjectSizeLessThan: 4,
      },
    },
    Expiration: { Days: 1 },
  });
  await put('in/expires', '22', { Tagging: 'keep=no&x=y' });
  await put('in/other-tag', '22', { Tagging: 'keep=yes' });
  await put('in/small', '1', { Tagging: 'keep=no' });
  await put('in/large', '4444', { Tagging: 'keep=no' });
  await put('elsewhere', '22', { Tagging: 'keep=no' });
  await cloud.clock.advance(2 * DAY);
  expect(await keys()).toEqual(['elsewhere', 'in/large', 'in/other-tag', 'in/small']);
});

test('of a versioned object first the current version is hidden, then the older ones go, then the marker', async () => {
  const { cloud, put, version, keys, versions, events } = await withRules(
    { Filter: {}, Expiration: { Days: 1 } },
    { Filter: {}, NoncurrentVersionExpiration: { NoncurrentDays: 3 } },
  );
  await version();
  await put('a', '1');
  await put('a', '2');
  await cloud.clock.advance(1.5 * DAY);
  expect(await keys()).toEqual([]);
  expect(await versions()).toEqual([2, 1]);
  expect(events.at(-1)?.name).toBe('LifecycleExpiration:DeleteMarkerCreated');
  await cloud.clock.advance(4 * DAY);
  expect(await versions()).toEqual([0, 0]);
});

test('so many of the older versions stay, and markers that hide nothing go where it is asked', async () => {
  const { s3, cloud, put, version, versions } = await withRules(
    {
      Filter: { Prefix: 'a' },
      NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 1 },
    },
    { Filter: { Prefix: 'b' }, Expiration: { ExpiredObjectDeleteMarker: true } },
  );
  await version();
  for (const body of ['1', '2', '3']) await put('a', body);
  await s3.DeleteObject({ Bucket: 'orders', Key: 'b' });
  await cloud.clock.advance(2 * DAY);
  expect(await versions()).toEqual([2, 0]);
});

test('an upload that nobody ends is given up, and a large object is moved', async () => {
  const { s3, cloud, put, events } = await withRules({
    Filter: {},
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    Transitions: [
      { Days: 30, StorageClass: 'STANDARD_IA' },
      { Days: 60, StorageClass: 'GLACIER' },
    ],
  });
  await s3.CreateMultipartUpload({ Bucket: 'orders', Key: 'u' });
  await put('large', 'x'.repeat(128 * 1024));
  await put('small', 'x');
  const classes = async () => {
    const { Contents = [] } = await s3.ListObjectsV2({ Bucket: 'orders' });
    return Contents.map(({ StorageClass }) => StorageClass);
  };
  await cloud.clock.advance(30.5 * DAY);
  expect(await classes()).toEqual(['STANDARD_IA', 'STANDARD']);
  const { Uploads = [] } = await s3.ListMultipartUploads({ Bucket: 'orders' });
  expect(Uploads).toEqual([]);
  await cloud.clock.advance(30 * DAY);
  expect(await classes()).toEqual(['GLACIER', 'STANDARD']);
  expect(events.at(-1)).toMatchObject({ name: 'LifecycleTransition', storageClass: 'GLACIER' });
  expect((await failure(s3.GetObject({ Bucket: 'orders', Key: 'large' }))).code).toBe(
    'InvalidObjectState',
  );
});

test('rules outlive a restart, and a clock that skips does not run after them', async () => {
  const world = await withRules({ Filter: {}, Expiration: { Days: 1 } });
  await world.put('a');
  const { cloud, service } = afterLoad(world, (other) =>
    createS3(other, testFolder(), () => undefined),
  );
  expect(cloud.clock.nextDue).toBeUndefined();
  await cloud.clock.advance(2 * DAY);
  expect(JSON.stringify(service.state.save())).not.toContain('"key":"a"');
});

test('what is taken back holds no longer, and is told as AWS does', async () => {
  const { s3, cloud, put, keys } = await withRules({ Filter: {}, Expiration: { Days: 1 } });
  await put('a');
  expect(await s3.GetBucketLifecycleConfiguration({ Bucket: 'orders' })).toMatchObject({
    Rules: [{ ID: expect.any(String), Filter: {}, Status: 'Enabled', Expiration: { Days: 1 } }],
    TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
  });
  await s3.DeleteBucketLifecycle({ Bucket: 'orders' });
  await cloud.clock.advance(3 * DAY);
  expect(await keys()).toEqual(['a']);
  const { code } = await failure(s3.GetBucketLifecycleConfiguration({ Bucket: 'orders' }));
  expect(code).toBe('NoSuchLifecycleConfiguration');
});

test.each([
  ['MalformedXML', { Expiration: { Days: 1 } }],
  ['MalformedXML', { Filter: {}, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }],
  ['MalformedXML', { Filter: {}, NoncurrentVersionExpiration: {} }],
  ['MalformedXML', { Filter: { Prefix: 'a', ObjectSizeLessThan: 1 }, Expiration: { Days: 1 } }],
  ['InvalidArgument', { Filter: {}, Expiration: { Date: new Date('2026-01-03T10:00Z') } }],
  ['InvalidArgument', { Filter: {}, Expiration: { Days: 0 } }],
  ['InvalidArgument', { Filter: {}, Transitions: [{ Days: 29, StorageClass: 'ONEZONE_IA' }] }],
  [
    'InvalidArgument',
    {
      Filter: {},
      NoncurrentVersionTransitions: [{ NoncurrentDays: 29, StorageClass: 'STANDARD_IA' }],
    },
  ],
  ['InvalidRequest', { Filter: {} }],
  [
    'InvalidRequest',
    {
      Filter: {
        And: {
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'a', Value: '2' },
          ],
        },
      },
      Expiration: { Days: 1 },
    },
  ],
])('%s: %j', async (code, rule) => {
  const { configure } = await withRules({ Filter: {}, Expiration: { Days: 1 } });
  expect((await failure(configure([rule]))).code).toBe(code);
});

test.each([
  [{ Filter: {} }, ''],
  [{ Prefix: 'old/' }, 'old/'],
  [{ Filter: { Prefix: 'logs/' } }, 'logs/'],
  [{ Filter: { And: { Prefix: 'a', ObjectSizeGreaterThan: 1 } } }, 'a'],
])('objects of %j expire after they are moved', async (filter, prefix) => {
  const { configure } = await withRules({ Filter: {}, Expiration: { Days: 1 } });
  const Transitions = [
    { Days: 0, StorageClass: 'GLACIER_IR' as const },
    { Days: 90, StorageClass: 'GLACIER' as const },
  ];
  await configure([{ ...filter, Transitions, Expiration: { Days: 91 } }]);
  const early = configure([{ ...filter, Transitions, Expiration: { Days: 90 } }]);
  expect((await failure(early)).message).toBe(
    `'Days' in the Expiration action for filter '(prefix=${prefix})' must be greater than 'Days' in the Transition action`,
  );
});

test('others have their turn while many objects expire', async () => {
  const { cloud, put, keys } = await withRules({ Filter: {}, Expiration: { Days: 2 } });
  for (let index = 0; index < 700; index++) await put(`key ${index}`);
  let expiry = Promise.resolve();
  cloud.background = (_label, work) => {
    expiry = work();
  };
  await cloud.clock.advance(2.5 * DAY);
  expect(await turnsDuring(() => expiry)).toBeGreaterThanOrEqual(2);
  expect(await keys()).toEqual([]);
});
