import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { withBucket } from './testing.ts';

const a = { Bucket: 'orders', Key: 'a' };
const tagging = (...TagSet: { Key: string; Value: string }[]) => ({ ...a, Tagging: { TagSet } });

test('an object has tags, from its header or later', async () => {
  const { s3, put } = await withBucket();
  await put('a', '', { Tagging: 'paid=no&by=card' });
  expect((await s3.GetObjectTagging(a)).TagSet).toEqual([
    { Key: 'by', Value: 'card' },
    { Key: 'paid', Value: 'no' },
  ]);
  await s3.PutObjectTagging(tagging({ Key: 'paid', Value: 'yes' }));
  expect((await s3.GetObjectTagging(a)).TagSet).toEqual([{ Key: 'paid', Value: 'yes' }]);
  await s3.DeleteObjectTagging(a);
  expect((await s3.GetObjectTagging(a)).TagSet).toEqual([]);
});

test('tags that S3 does not take are refused', async () => {
  const { s3, put } = await withBucket();
  await put('a');
  const code = async (...tags: { Key: string; Value: string }[]) =>
    (await failure(s3.PutObjectTagging(tagging(...tags)))).code;
  expect(await code({ Key: 'aws:a', Value: '' })).toBe('InvalidTag');
  expect(await code({ Key: 'a,b', Value: '' })).toBe('InvalidTag');
  expect(await code({ Key: 'a', Value: '' }, { Key: 'a', Value: '' })).toBe('InvalidTag');
  const eleven = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  expect(await code(...eleven)).toBe('BadRequest');
  expect((await failure(put('a', '', { Tagging: 'a=1&a=2' }))).code).toBe('InvalidArgument');
});

test('a delete marker has no tags', async () => {
  const { s3, put, version } = await withBucket();
  await version();
  await put('a');
  await s3.DeleteObject(a);
  const refused = { code: 'MethodNotAllowed', ResourceType: 'DeleteMarker' };
  expect(await failure(s3.GetObjectTagging(a))).toMatchObject({ ...refused, Method: 'GET' });
  expect(await failure(s3.PutObjectTagging(tagging()))).toMatchObject({
    ...refused,
    Method: 'PUT',
  });
  expect(await failure(s3.DeleteObjectTagging(a))).toMatchObject({ ...refused, Method: 'DELETE' });
});
