import { expect, test } from 'vitest';
import { failure, START } from '../testing.ts';
import { withBucket } from './testing.ts';

const HOUR = 3_600_000;
const earlier = new Date(START - HOUR);
const later = new Date(START + HOUR);

test('an object is written only where there is none', async () => {
  const { put, text } = await withBucket();
  await put('a', 'first', { IfNoneMatch: '*' });
  const second = failure(put('a', 'second', { IfNoneMatch: '*' }));
  expect(await second).toMatchObject({ code: 'PreconditionFailed', Condition: 'If-None-Match' });
  expect(await text('a')).toBe('first');
});

test('an object is written only over the one that is known', async () => {
  const { put, text } = await withBucket();
  const { ETag } = await put('a', 'first');
  await put('a', 'second', { IfMatch: ETag });
  expect((await failure(put('a', 'third', { IfMatch: ETag }))).code).toBe('PreconditionFailed');
  expect((await failure(put('b', 'third', { IfMatch: ETag }))).code).toBe('NoSuchKey');
  expect(await text('a')).toBe('second');
});

test.each([
  ['without quotes', (etag: string) => etag.slice(1, -1)],
  ['without the first quote', (etag: string) => etag.slice(1)],
  ['without the last quote', (etag: string) => etag.slice(0, -1)],
])('an ETag %s is the same ETag', async (_, form) => {
  const { s3, put } = await withBucket();
  const etag = form((await put('a', 'first')).ETag!);
  const read = { Bucket: 'orders', Key: 'a' };
  expect((await failure(s3.HeadObject({ ...read, IfNoneMatch: etag }))).code).toBe('NotModified');
  const copied = s3.CopyObject({
    ...{ Bucket: 'orders', Key: 'b' },
    ...{ CopySource: 'orders/a', CopySourceIfNoneMatch: etag },
  });
  expect((await failure(copied)).code).toBe('PreconditionFailed');
  await put('a', 'second', { IfMatch: etag });
  expect((await failure(s3.DeleteObject({ ...read, IfMatch: etag }))).code).toBe(
    'PreconditionFailed',
  );
});

test('of two that write at once only one finds that there is none', async () => {
  const { put } = await withBucket();
  const ended = await Promise.allSettled(
    ['one', 'other'].map((body) => put('a', body, { IfNoneMatch: '*' })),
  );
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test.each([
  [{ IfModifiedSince: earlier }, 200],
  [{ IfModifiedSince: new Date(START) }, 304],
  [{ IfModifiedSince: later }, 200],
  [{ IfUnmodifiedSince: earlier }, 412],
  [{ IfUnmodifiedSince: new Date(START) }, 200],
  [{ IfMatch: '"0"' }, 412],
  [{ IfNoneMatch: '"0"' }, 200],
])('a read with %o is answered with %i', async (condition, status) => {
  const { s3, put } = await withBucket();
  await put('a', 'bytes');
  const read = s3.HeadObject({ Bucket: 'orders', Key: 'a', ...condition });
  const answered = await read.then(
    () => 200,
    (error) => error.status,
  );
  expect(answered).toBe(status);
});

test('a known ETag wins over times', async () => {
  const { s3, put } = await withBucket();
  const { ETag } = await put('a', 'bytes');
  const read = { Bucket: 'orders', Key: 'a', IfMatch: ETag, IfUnmodifiedSince: earlier };
  expect(await s3.HeadObject(read)).toMatchObject({ ETag });
});
