import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { withBucket } from './testing.ts';

async function withKeys(...keys: string[]) {
  const made = await withBucket();
  for (const key of keys) await made.put(key);
  const list = async (more: object = {}) => {
    const page = await made.s3.ListObjectsV2({ Bucket: 'orders', ...more });
    return {
      keys: page.Contents?.map(({ Key }) => Key),
      prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix),
      next: page.NextContinuationToken,
    };
  };
  return { ...made, list };
}

test('keys are listed in the order of their bytes in UTF-8', async () => {
  const keys = ['A', 'a', 'é', '\uffff', '\u{1f600}'];
  const { list } = await withKeys(...keys.toReversed());
  expect((await list()).keys).toEqual(keys);
});

test('keys with a common prefix are listed as one, on one page only', async () => {
  const { list } = await withKeys('a/1', 'a/2', 'b', 'c/1');
  const first = await list({ Delimiter: '/', MaxKeys: 1 });
  expect(first).toMatchObject({ keys: [], prefixes: ['a/'] });
  const second = await list({ Delimiter: '/', MaxKeys: 2, ContinuationToken: first.next });
  expect(second).toMatchObject({ keys: ['b'], prefixes: ['c/'], next: undefined });
});

test('a list goes on after its token, not where StartAfter says', async () => {
  const { list } = await withKeys('a', 'b', 'c');
  const { next } = await list({ MaxKeys: 1 });
  expect((await list({ ContinuationToken: next, StartAfter: 'b' })).keys).toEqual(['b', 'c']);
  expect((await list({ StartAfter: 'b' })).keys).toEqual(['c']);
  const made = failure(list({ ContinuationToken: 'made up' }));
  expect(await made).toMatchObject({ ArgumentName: 'continuation-token' });
});

test('keys are encoded where that is asked for', async () => {
  const { list } = await withKeys('a b/ü+');
  expect((await list({ EncodingType: 'url' })).keys).toEqual(['a+b/%C3%BC%2B']);
});

test('what is hidden by a delete marker is listed as a version only', async () => {
  const { s3, list, version } = await withKeys('a', 'b');
  await version();
  await s3.DeleteObject({ Bucket: 'orders', Key: 'a' });
  expect((await list()).keys).toEqual(['b']);
  const first = await s3.ListObjectVersions({ Bucket: 'orders', MaxKeys: 1 });
  expect(first).toMatchObject({
    DeleteMarkers: [{ Key: 'a', IsLatest: true }],
    Versions: [],
    NextKeyMarker: 'a',
  });
  const rest = await s3.ListObjectVersions({
    Bucket: 'orders',
    KeyMarker: first.NextKeyMarker,
    VersionIdMarker: first.NextVersionIdMarker,
  });
  expect(rest.Versions?.map(({ Key, VersionId }) => [Key, VersionId])).toEqual([
    ['a', 'null'],
    ['b', 'null'],
  ]);
});

test('versions that are deleted page by page are all listed', async () => {
  const { s3, put, version } = await withBucket();
  await version();
  for (const body of ['one', 'two', 'three']) await put('a', body);
  const page = { Bucket: 'orders', MaxKeys: 2 };
  const first = await s3.ListObjectVersions(page);
  for (const { Key, VersionId } of first.Versions ?? []) {
    await s3.DeleteObject({ Bucket: 'orders', Key, VersionId });
  }
  const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
  const rest = await s3.ListObjectVersions({ ...page, KeyMarker, VersionIdMarker });
  expect(rest.Versions?.map(({ Size }) => Size)).toEqual([3]);
});
