import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { withBucket } from './testing.ts';

const LARGE = 'x'.repeat(5 * 2 ** 20);
const of = { Bucket: 'orders', Key: 'k' };

async function begun(more: object = {}) {
  const made = await withBucket();
  const { UploadId } = await made.s3.CreateMultipartUpload({ ...of, ...more });
  const upload = { ...of, UploadId: UploadId! };
  return {
    ...made,
    upload,
    part: (PartNumber: number, Body: string, more: object = {}) =>
      made.s3.UploadPart({ ...upload, PartNumber, Body, ...more }),
    complete: (Parts: { PartNumber: number; ETag?: string | undefined }[], more: object = {}) =>
      made.s3.CompleteMultipartUpload({ ...upload, MultipartUpload: { Parts }, ...more }),
  };
}

test('an upload is an object once it is complete, with what was said when it was begun', async () => {
  const { s3, part, complete, text, events } = await begun({
    ContentType: 'text/csv',
    Metadata: { a: 'b' },
    Tagging: 't=1',
  });
  const { ETag } = await part(1, 'bytes');
  expect((await failure(text('k'))).code).toBe('NoSuchKey');
  await complete([{ PartNumber: 1, ETag }]);
  expect(await text('k')).toBe('bytes');
  expect(await s3.HeadObject(of)).toMatchObject({
    ContentType: 'text/csv',
    Metadata: { a: 'b' },
    TagCount: 1,
  });
  expect(events.map(({ name }) => name)).toEqual(['ObjectCreated:CompleteMultipartUpload']);
});

test('the last of the parts with a number counts, and those that are not asked for are gone', async () => {
  const { part, complete, text, folder } = await begun();
  await part(1, 'replaced');
  const { ETag } = await part(1, 'bytes');
  await part(2, 'not asked for');
  await complete([{ PartNumber: 1, ETag }]);
  expect(await text('k')).toBe('bytes');
  await expect.poll(() => readdirSync(join(folder, 's3'))).toHaveLength(1);
});

test('whoever completes an upload again is answered as before, while its object is there', async () => {
  const { s3, part, complete, put, events } = await begun();
  const { ETag } = await part(1, 'bytes');
  const parts = [{ PartNumber: 1, ETag }];
  const made = await complete(parts);
  expect(await complete(parts, { IfNoneMatch: '*' })).toEqual(made);
  expect(events).toHaveLength(1);
  expect((await failure(complete([{ PartNumber: 1, ETag: '"0"' }]))).code).toBe('NoSuchUpload');
  expect((await failure(s3.AbortMultipartUpload({ ...of, UploadId: 'x' }))).code).toBe(
    'NoSuchUpload',
  );
  await put('k', 'of others');
  expect((await failure(complete(parts))).code).toBe('NoSuchUpload');
});

test.each([
  ['-1', 'Argument part-number-marker must be an integer between 0 and 2147483647'],
  ['last', 'Provided part-number-marker not an integer or within integer range'],
  ['2147483648', 'Provided part-number-marker not an integer or within integer range'],
])('parts cannot be listed after %s', async (PartNumberMarker, message) => {
  const { s3, upload } = await begun();
  expect(await failure(s3.ListParts({ ...upload, PartNumberMarker }))).toMatchObject({
    code: 'InvalidArgument',
    message,
    ArgumentName: 'part-number-marker',
  });
});

test('an upload that is given up leaves nothing', async () => {
  const { s3, part, upload, folder } = await begun();
  await part(1, 'bytes');
  await s3.AbortMultipartUpload(upload);
  await expect.poll(() => readdirSync(join(folder, 's3'))).toEqual([]);
  expect((await failure(s3.ListParts(upload))).code).toBe('NoSuchUpload');
});

test('the parts must be there, in order, and large enough', async () => {
  const { part, complete } = await begun();
  const one = { PartNumber: 1, ETag: (await part(1, 'small')).ETag };
  const two = { PartNumber: 2, ETag: (await part(2, 'small')).ETag };
  const code = async (...parts: (typeof one)[]) => (await failure(complete(parts))).code;
  expect(await code(two, one)).toBe('InvalidPartOrder');
  expect(await code(one, two)).toBe('EntityTooSmall');
  expect(await code({ ...one, PartNumber: 3 })).toBe('InvalidPart');
  expect(await code({ ...one, ETag: '"0"' })).toBe('InvalidPart');
  expect(await code()).toBe('InvalidRequest');
});

test('a checksum of the whole is told from those of the parts', async () => {
  const { s3, part, complete, put } = await begun({
    ChecksumAlgorithm: 'CRC32',
    ChecksumType: 'FULL_OBJECT',
  });
  const one = await part(1, LARGE);
  const two = await part(2, 'end');
  const parts = [one, two].map(({ ETag }, index) => ({ PartNumber: index + 1, ETag }));
  const made = await complete(parts);
  await put('same', `${LARGE}end`, { ChecksumAlgorithm: 'CRC32' });
  const same = await s3.HeadObject({ ...of, Key: 'same', ChecksumMode: 'ENABLED' });
  expect(made.ChecksumCRC32).toBe(same.ChecksumCRC32);
});

test('a checksum of the parts needs that of each', async () => {
  const { part, complete } = await begun({ ChecksumAlgorithm: 'SHA256' });
  const { ETag, ChecksumSHA256 } = await part(1, 'bytes');
  const without = complete([{ PartNumber: 1, ETag }]);
  expect((await failure(without)).message).toContain('It was missing for part 1 in the request.');
  const asked = { PartNumber: 1, ETag, ChecksumSHA256 };
  expect((await complete([asked])).ChecksumSHA256).toMatch(/=-1$/);
});

test('of several parts that are wrong the last is named', async () => {
  const { part, complete } = await begun();
  const parts = [await part(1, LARGE), await part(2, 'rest')];
  const wrong = parts.map((_, index) => ({ PartNumber: index + 1, ETag: 'other' }));
  expect(await failure(complete(wrong))).toMatchObject({ code: 'InvalidPart', PartNumber: '2' });
});

test('a condition does not hold, or is unsure, after somebody else wrote', async () => {
  const { s3, part, complete, put } = await begun();
  const { ETag } = await part(1, 'bytes');
  const conditional = () => complete([{ PartNumber: 1, ETag }], { IfNoneMatch: '*' });
  await put('k', 'sooner');
  expect((await failure(conditional())).code).toBe('PreconditionFailed');
  await s3.DeleteObject(of);
  expect((await failure(conditional())).code).toBe('ConditionalRequestConflict');
});

test('uploads and parts are listed in pages', async () => {
  const { s3, part, upload } = await begun();
  await part(2, 'b');
  await part(1, 'a');
  const first = await s3.ListParts({ ...upload, MaxParts: 1 });
  expect(first).toMatchObject({ IsTruncated: true, Parts: [{ PartNumber: 1, Size: 1 }] });
  const PartNumberMarker = first.NextPartNumberMarker;
  expect((await s3.ListParts({ ...upload, PartNumberMarker })).Parts).toHaveLength(1);
  await s3.CreateMultipartUpload({ ...of, Key: 'a/b' });
  const uploads = await s3.ListMultipartUploads({ Bucket: 'orders', Delimiter: '/' });
  expect(uploads.Uploads?.map(({ Key }) => Key)).toEqual(['k']);
  expect(uploads.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
  const asked = { Bucket: 'orders', UploadIdMarker: upload.UploadId };
  expect((await s3.ListMultipartUploads(asked)).UploadIdMarker).toBe('');
});

test('the parts of an object are told in pages, from the first one on', async () => {
  const { s3, part, complete } = await begun({ ChecksumAlgorithm: 'SHA256' });
  const told = [await part(1, LARGE), await part(2, 'rest')];
  await complete(
    told.map(({ ETag, ChecksumSHA256 }, index) => ({
      ...{ PartNumber: index + 1, ETag, ChecksumSHA256 },
    })),
  );
  const ObjectAttributes = ['ObjectParts' as const];
  const { ObjectParts } = await s3.GetObjectAttributes({ ...of, ObjectAttributes, MaxParts: 1 });
  expect(ObjectParts).toMatchObject({ NextPartNumberMarker: '1', IsTruncated: true });
  expect(ObjectParts?.Parts).toHaveLength(1);
  const second = await s3.GetObject({ ...of, PartNumber: 2, ChecksumMode: 'ENABLED' });
  const { ChecksumSHA256 } = told[1]!;
  expect(second).toMatchObject({ ChecksumSHA256, ChecksumType: 'COMPOSITE' });
});

test('a digest that was expected is told in hex of an object, and as it came of a part', async () => {
  const { put, part } = await begun();
  const ContentMD5 = 'CYketZBSTjX8czcs3cXVlg==';
  expect(await failure(put('k', 'x', { ContentMD5 }))).toMatchObject({
    ExpectedDigest: '09891eb590524e35fc73372cddc5d596',
  });
  expect(await failure(part(1, 'x', { ContentMD5 }))).toMatchObject({
    ExpectedDigest: ContentMD5,
  });
});
