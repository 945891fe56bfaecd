import { describe, expect, it, test } from 'vitest';
import { afterLoad, failure } from '../testing.ts';
import { createS3 } from './index.ts';
import { withBucket } from './testing.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const of = { Bucket: 'orders', Key: 'old' };

async function archived(StorageClass = 'GLACIER') {
  const made = await withBucket();
  await made.put('old', 'bytes', { StorageClass });
  const restore = (RestoreRequest: object) => made.s3.RestoreObject({ ...of, RestoreRequest });
  const head = async () => (await made.s3.HeadObject(of)).Restore;
  const told = () => made.events.map(({ name }) => name).filter((name) => /Restore/.test(name));
  return { ...made, restore, head, told };
}

test('an archived object can be read once it is restored, until a midnight', async () => {
  const { cloud, restore, head, told, text } = await archived();
  await restore({ Days: 2, GlacierJobParameters: { Tier: 'Standard' } });
  expect(await head()).toBe('ongoing-request="true"');
  expect((await failure(text('old'))).code).toBe('InvalidObjectState');
  await cloud.clock.advance(3 * HOUR);
  const until = Math.ceil((cloud.clock.now() + 2 * DAY) / DAY) * DAY;
  expect(await head()).toBe(
    `ongoing-request="false", expiry-date="${new Date(until).toUTCString()}"`,
  );
  expect(await text('old')).toBe('bytes');
  await cloud.clock.advance(until - cloud.clock.now());
  expect(await head()).toBeUndefined();
  expect((await failure(text('old'))).code).toBe('InvalidObjectState');
  expect(told()).toEqual(['ObjectRestore:Post', 'ObjectRestore:Completed', 'ObjectRestore:Delete']);
});

test('asking again changes for how long the copy is there, and not while it is made', async () => {
  const { cloud, restore, head, told } = await archived();
  await restore({ Days: 1, Tier: 'Expedited' });
  expect(await failure(restore({ Days: 1 }))).toMatchObject({ code: 'RestoreAlreadyInProgress' });
  await cloud.clock.advance(60_000);
  const before = await head();
  await restore({ Days: 9 });
  expect(await head()).not.toBe(before);
  await cloud.clock.advance(4 * DAY);
  expect(await head()).toMatch(/expiry-date/);
  expect(told()).toEqual(['ObjectRestore:Post', 'ObjectRestore:Completed']);
});

describe('a restore is refused', () => {
  it('of what is not archived', async () => {
    const { restore } = await archived('STANDARD_IA');
    expect(await failure(restore({ Days: 1 }))).toMatchObject({
      code: 'InvalidObjectState',
      StorageClass: 'STANDARD_IA',
    });
  });

  it('by a tier that the class has not', async () => {
    const { restore } = await archived('DEEP_ARCHIVE');
    const expedited = restore({ Days: 1, GlacierJobParameters: { Tier: 'Expedited' } });
    expect((await failure(expedited)).code).toBe('InvalidArgument');
  });

  it('without days, and of nothing', async () => {
    const { restore, s3 } = await archived();
    expect((await failure(restore({}))).code).toBe('MalformedXML');
    const none = s3.RestoreObject({ ...of, Key: 'none', RestoreRequest: { Days: 1 } });
    expect((await failure(none)).code).toBe('NoSuchKey');
  });
});

test('a restore goes on after a load', async () => {
  const { cloud: before, service, restore, folder } = await archived();
  await restore({ Days: 1, Tier: 'Bulk' });
  const { service: loaded, cloud } = afterLoad({ cloud: before, service }, (other) =>
    createS3(other, `${folder}/loaded`, () => undefined),
  );
  const told: string[] = [];
  loaded.onEvent(({ name }) => void told.push(name));
  await cloud.clock.advance(5 * HOUR);
  expect(told).toEqual(['ObjectRestore:Completed']);
});
