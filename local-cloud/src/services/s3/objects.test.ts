import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { testFolder, turnsDuring } from '../../core/testing.ts';
import { afterLoad, failure } from '../testing.ts';
import { createS3 } from './index.ts';
import { withBucket } from './testing.ts';

test('an object is read as it was written, with what was said of it', async () => {
  const { s3, put, text } = await withBucket();
  const Metadata = { customer: 'c-1' };
  const written = await put('a.json', '{}', { ContentType: 'application/json', Metadata });
  expect(written).toMatchObject({
    ETag: '"99914b932bd37a50b983c5e7c90ae93b"',
    ChecksumCRC64NVME: expect.any(String),
    ChecksumType: 'FULL_OBJECT',
  });
  expect(await text('a.json')).toBe('{}');
  expect(await s3.HeadObject({ Bucket: 'orders', Key: 'a.json' })).toMatchObject({
    ContentLength: 2,
    ContentType: 'application/json',
    ETag: written.ETag,
    Metadata,
  });
});

test('a part of an object is read by its range', async () => {
  const { s3, put, text } = await withBucket();
  await put('letters', 'abcdef');
  expect(await text('letters', { Range: 'bytes=1-3' })).toBe('bcd');
  expect(await text('letters', { Range: 'bytes=-2' })).toBe('ef');
  const { ContentRange } = await s3.HeadObject({
    ...{ Bucket: 'orders', Key: 'letters' },
    Range: 'bytes=4-',
  });
  expect(ContentRange).toBe('bytes 4-5/6');
  const beyond = s3.GetObject({ Bucket: 'orders', Key: 'letters', Range: 'bytes=6-' });
  expect(await failure(beyond)).toMatchObject({ code: 'InvalidRange', ActualObjectSize: '6' });
});

test('an upload that fails leaves nothing behind, and what was there before', async () => {
  const { s3, put, text, folder } = await withBucket();
  await put('a', 'before');
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('gone');
    })(),
  );
  await expect(s3.PutObject({ Bucket: 'orders', Key: 'a', Body: broken })).rejects.toThrow('gone');
  expect(await text('a')).toBe('before');
  expect(readdirSync(join(folder, 's3'))).toHaveLength(1);
});

test('a body that is not what was said of it is refused', async () => {
  const { put, text } = await withBucket();
  await put('a', 'before');
  const of = async (more: object) => (await failure(put('a', 'after', more))).code;
  expect(await of({ ContentMD5: 'CY9rzUYh03PK3k6DJie09g==' })).toBe('BadDigest');
  expect(await of({ ContentMD5: 'short' })).toBe('InvalidDigest');
  expect(await of({ ChecksumCRC32: 'AAAAAA==' })).toBe('BadDigest');
  expect(await of({ ChecksumCRC32: 'AAAA' })).toBe('InvalidRequest');
  expect(await of({ ContentLength: 4 })).toBe('IncompleteBody');
  expect(await text('a')).toBe('before');
});

test('a copy shares the bytes of its source, which outlive it', async () => {
  const { s3, put, text, folder } = await withBucket();
  await put('source', 'bytes');
  await s3.CopyObject({ Bucket: 'orders', Key: 'copy', CopySource: 'orders/source' });
  await s3.DeleteObject({ Bucket: 'orders', Key: 'source' });
  expect(await text('copy')).toBe('bytes');
  expect(readdirSync(join(folder, 's3'))).toHaveLength(1);
});

test('what is read stays to be read while it is deleted', async () => {
  const { s3, put } = await withBucket();
  await put('a', 'bytes');
  const { Body } = await s3.GetObject({ Bucket: 'orders', Key: 'a' });
  await s3.DeleteObject({ Bucket: 'orders', Key: 'a' });
  expect((await Body.toArray()).join('')).toBe('bytes');
});

test('an object of a versioned bucket is hidden by a delete marker, and comes back without it', async () => {
  const { s3, put, text, version } = await withBucket();
  await version();
  const { VersionId: first } = await put('a', 'one');
  await put('a', 'two');
  const deleted = await s3.DeleteObject({ Bucket: 'orders', Key: 'a' });
  expect(deleted).toEqual({ DeleteMarker: true, VersionId: expect.any(String) });
  expect((await failure(text('a'))).code).toBe('NoSuchKey');
  expect(await text('a', { VersionId: first })).toBe('one');
  const marker = { Bucket: 'orders', Key: 'a', VersionId: deleted.VersionId };
  await expect(s3.GetObject(marker)).rejects.toMatchObject({
    code: 'MethodNotAllowed',
    headers: { Allow: 'DELETE', 'x-amz-delete-marker': 'true' },
  });
  await s3.DeleteObject(marker);
  expect(await text('a')).toBe('two');
});

test('buckets are listed with their region where less than all are asked for', async () => {
  const { s3 } = await withBucket();
  const all = { Name: 'orders', CreationDate: expect.any(Date), BucketArn: 'arn:aws:s3:::orders' };
  expect((await s3.ListBuckets({})).Buckets).toEqual([all]);
  const some = await s3.ListBuckets({ Prefix: 'ord' });
  expect(some.Buckets).toEqual([{ ...all, BucketRegion: 'us-east-1' }]);
});

test('S3 tells what happens to objects, in order', async () => {
  const { s3, put, events, version } = await withBucket();
  await put('a', 'one');
  await s3.CopyObject({ Bucket: 'orders', Key: 'b', CopySource: 'orders/a' });
  await s3.DeleteObject({ Bucket: 'orders', Key: 'a' });
  await s3.DeleteObject({ Bucket: 'orders', Key: 'was never there' });
  await version();
  await s3.DeleteObject({ Bucket: 'orders', Key: 'b' });
  expect(events.at(-1)?.versionId).toEqual(expect.any(String));
  expect(events.map(({ name, key, size }) => [name, key, size])).toEqual([
    ['ObjectCreated:Put', 'a', 3],
    ['ObjectCreated:Copy', 'b', 3],
    ['ObjectRemoved:Delete', 'a', undefined],
    ['ObjectRemoved:Delete', 'was never there', undefined],
    ['ObjectRemoved:DeleteMarkerCreated', 'b', undefined],
  ]);
  const sequencers = events.map(({ sequencer }) => sequencer);
  expect(sequencers).toEqual([...sequencers].sort());
});

test('S3 tells no version of an object that a bucket got while its versions were suspended', async () => {
  const { s3, put, events } = await withBucket();
  const VersioningConfiguration = { Status: 'Suspended' as const };
  await s3.PutBucketVersioning({ Bucket: 'orders', VersioningConfiguration });
  await put('a', 'one');
  expect(events.at(-1)).not.toHaveProperty('versionId');
});

test('another cloud goes on with the objects that were saved', async () => {
  const { cloud, service, put, text } = await withBucket();
  await put('a', 'bytes');
  const { service: loaded } = afterLoad({ cloud, service }, (other) =>
    createS3(other, testFolder(), () => undefined),
  );
  const { Body } = (await loaded.operations.GetObject.handle(
    { Bucket: 'orders', Key: 'a' },
    {} as never,
  )) as { Body: Readable };
  expect((await Body.toArray()).join('')).toBe(await text('a'));
});

test.each([
  [
    'ListObjectsV2',
    { MaxKeys: -1 },
    'Argument maxKeys must be an integer between 0 and 2147483647',
    'maxKeys',
  ],
  [
    'ListObjects',
    { MaxKeys: -1 },
    'Argument maxKeys must be an integer between 0 and 2147483647',
    'maxKeys',
  ],
  [
    'ListObjectVersions',
    { MaxKeys: -1 },
    'Argument maxKeys must be an integer between 0 and 2147483647',
    'maxKeys',
  ],
  [
    'ListMultipartUploads',
    { MaxUploads: -1 },
    'Argument max-uploads must be an integer between 0 and 2147483647',
    'max-uploads',
  ],
  [
    'GetObjectAttributes',
    { Key: 'a', ObjectAttributes: ['ObjectParts'], MaxParts: -1 },
    'Argument max-parts must be an integer between 0 and 2147483647',
    'max-parts',
  ],
  [
    'CopyObject',
    { Key: 'b', CopySource: 'orders/a', MetadataDirective: 'KEEP' },
    'Unknown metadata directive.',
    'x-amz-metadata-directive',
  ],
  [
    'CopyObject',
    { Key: 'b', CopySource: 'orders/a', TaggingDirective: 'KEEP' },
    'Unknown tagging directive.',
    'x-amz-tagging-directive',
  ],
  [
    'GetObjectAttributes',
    { Key: 'a', ObjectAttributes: ['Colour'] },
    'Invalid attribute name specified.',
    'x-amz-object-attributes',
  ],
] as const)('%s refuses %j', async (operation, input, message, ArgumentName) => {
  const { s3, put } = await withBucket();
  await put('a', 'after');
  const call = s3[operation]({ Bucket: 'orders', ...input } as never);
  expect(await failure(call)).toMatchObject({ code: 'InvalidArgument', message, ArgumentName });
});

test.each([
  [{ ContentType: 'text/plain\r\nx: y' }, 'content-type'],
  [{ ContentDisposition: 'attachment; filename="\u4e2d"' }, 'content-disposition'],
  [{ WebsiteRedirectLocation: '/\n' }, 'website-redirect-location'],
  [{ Metadata: { name: 'a\0' } }, 'x-amz-meta-name'],
  [{ Metadata: { 'a b': 'c' } }, 'x-amz-meta-a b'],
])('what no header can say is not kept of an object: %j', async (said, ArgumentName) => {
  const { s3, put } = await withBucket();
  const refused = { code: 'InvalidArgument', ArgumentName };
  expect(await failure(put('a', '', said))).toMatchObject(refused);
  expect(
    await failure(s3.CreateMultipartUpload({ Bucket: 'orders', Key: 'a', ...said })),
  ).toMatchObject(refused);
  expect(await failure(s3.HeadObject({ Bucket: 'orders', Key: 'a' }))).toMatchObject({
    code: 'NoSuchKey',
  });
});

test.each([
  ['ResponseContentDisposition', 'attachment; filename="\u4e2d"', 'response-content-disposition'],
  ['ResponseContentType', 'a\r\nb: c', 'response-content-type'],
])(
  'nobody reads an object with a header that cannot be: %s',
  async (member, value, ArgumentName) => {
    const { s3, put } = await withBucket();
    await put('a', '');
    for (const read of [s3.GetObject, s3.HeadObject]) {
      const refused = failure(read({ Bucket: 'orders', Key: 'a', [member]: value }));
      expect(await refused).toMatchObject({
        code: 'InvalidArgument',
        message: 'Header value cannot be represented using ISO-8859-1.',
        ArgumentName,
        ArgumentValue: value,
      });
    }
  },
);

test('what is said of an object takes 2 KB at most, names and values together', async () => {
  const { put } = await withBucket();
  await put('a', '', { Metadata: { name: 'x'.repeat(2044) } });
  expect(await failure(put('a', '', { Metadata: { name: 'x'.repeat(2045) } }))).toMatchObject({
    code: 'MetadataTooLarge',
    MaxSizeAllowed: '2048',
    Size: '2049',
  });
});

test('a copy is redirected only where it is said to be', async () => {
  const { s3, put } = await withBucket();
  await put('a', 'bytes', { ContentType: 'text/plain', WebsiteRedirectLocation: '/home' });
  const copy = async (more: object) => {
    await s3.CopyObject({ Bucket: 'orders', Key: 'b', CopySource: 'orders/a', ...more });
    return s3.HeadObject({ Bucket: 'orders', Key: 'b' });
  };
  const as = await copy({});
  expect(as).toMatchObject({ ContentType: 'text/plain' });
  expect(as).not.toHaveProperty('WebsiteRedirectLocation');
  const elsewhere = { WebsiteRedirectLocation: '/elsewhere' };
  expect(await copy(elsewhere)).toMatchObject({ ContentType: 'text/plain', ...elsewhere });
});

test('a list of buckets has at least one', async () => {
  const { s3 } = await withBucket();
  expect(await failure(s3.ListBuckets({ MaxBuckets: 0 }))).toMatchObject({
    code: 'InvalidArgument',
    ArgumentName: 'max-buckets',
  });
});

test('every object that is to be deleted has a key, and attributes are asked for by name', async () => {
  const { s3, put, text } = await withBucket();
  await put('a', 'bytes');
  const Delete = { Objects: [{ Key: 'a' }, { Key: '' }] };
  const deleted = s3.DeleteObjects({ Bucket: 'orders', Delete });
  expect((await failure(deleted)).code).toBe('MalformedXML');
  expect(await text('a')).toBe('bytes');
  const asked = s3.GetObjectAttributes({ Bucket: 'orders', Key: 'a' } as never);
  expect(await failure(asked)).toMatchObject({
    code: 'InvalidRequest',
    message: expect.stringContaining('x-amz-object-attributes'),
  });
});

test('others have their turn while many objects are deleted', async () => {
  const { s3, put } = await withBucket();
  const Objects = Array.from({ length: 400 }, (_, index) => ({ Key: `key ${index}` }));
  for (const { Key } of Objects) await put(Key);
  const turns = await turnsDuring(() =>
    s3.DeleteObjects({ Bucket: 'orders', Delete: { Objects } }),
  );
  expect(turns).toBeGreaterThanOrEqual(7);
  expect((await s3.ListObjectsV2({ Bucket: 'orders' })).KeyCount).toBe(0);
});

test('a deletion of many ends with its bucket, and leaves the next one of that name alone', async () => {
  const { s3, put } = await withBucket();
  const Objects = Array.from({ length: 300 }, (_, number) => ({ Key: `k${number}` }));
  let problem: unknown;
  let made: Promise<unknown> | undefined;
  await turnsDuring(
    async () => {
      problem = await failure(s3.DeleteObjects({ Bucket: 'orders', Delete: { Objects } }));
    },
    (turn) => {
      if (turn !== 1) return;
      made = s3
        .DeleteBucket({ Bucket: 'orders' })
        .then(() => s3.CreateBucket({ Bucket: 'orders' }))
        .then(() => put('k299', 'new'));
    },
  );
  await made;
  expect(problem).toMatchObject({ code: 'NoSuchBucket' });
  expect(await s3.HeadObject({ Bucket: 'orders', Key: 'k299' })).toMatchObject({
    ContentLength: 3,
  });
});
