import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createS3 } from '../src/services/s3/index.ts';
import { signedFor } from './support/call.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

const Bucket = 'orders';
const folder = mkdtempSync(join(tmpdir(), 'local-cloud-s3-'));
let served: ServedCloud;
let s3: S3Client;

beforeAll(async () => {
  served = await serveCloud((cloud) => [createS3(cloud, folder, () => undefined)]);
  s3 = new S3Client({ ...served.config, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  await served.gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (Key: string, Body: string | Buffer | Readable, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

async function text(Key: string, more: object = {}): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Body!.transformToString();
}

/** The files of objects, or of uploads that are under way. */
const files = () => readdirSync(join(folder, 's3'));

const ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;

describe('an object', () => {
  test.each(['application/octet-stream', 'application/pdf'])(
    'of type %s keeps it',
    async (ContentType) => {
      await put('typed', 'bytes', { ContentType });
      for (const Command of [GetObjectCommand, HeadObjectCommand]) {
        const told = await s3.send(new Command({ Bucket, Key: 'typed' }) as GetObjectCommand);
        expect(told.ContentType).toBe(ContentType);
      }
    },
  );

  test('that is sent as a stream comes back as it was', async () => {
    const bytes = Buffer.alloc(1_000_003, 'stream ');
    const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
    const ContentEncoding = 'x-none';
    await put('stream', Body, { ContentLength: bytes.byteLength, ContentEncoding });
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(answer).toMatchObject({ ContentLength: bytes.byteLength, ContentEncoding });
    expect(Buffer.from(await answer.Body!.transformToByteArray()).equals(bytes)).toBe(true);
  });

  test.each(ALGORITHMS)('has the %s that the SDK computes', async (name) => {
    const written = await put(name, `of ${name}`, { ChecksumAlgorithm: ChecksumAlgorithm[name] });
    const where = { Bucket, Key: name, ChecksumMode: 'ENABLED' } as const;
    const read = await s3.send(new HeadObjectCommand(where));
    expect(read[`Checksum${name}`]).toBe(written[`Checksum${name}`]);
    expect(read).toMatchObject({ ChecksumType: 'FULL_OBJECT' });
    // The SDK compares.
    expect(await text(name, { ChecksumMode: 'ENABLED' })).toBe(`of ${name}`);
  });

  test('is read in part, with its status', async () => {
    await put('letters', 'abcdef');
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'letters', Range: 'bytes=2-' }));
    expect(part.$metadata.httpStatusCode).toBe(206);
    expect(part.ContentRange).toBe('bytes 2-5/6');
    expect(await part.Body!.transformToString()).toBe('cdef');
  });

  test('that did not change is not sent again', async () => {
    const { ETag } = await put('same', 'bytes');
    const again = s3.send(new GetObjectCommand({ Bucket, Key: 'same', IfNoneMatch: ETag }));
    await expect(again).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });

  test('has a key of any characters', async () => {
    const Key = 'a b/ü+%41/☃&?#';
    await put(Key, 'odd');
    const CopySource = `${Bucket}/${encodeURIComponent(Key)}`;
    await s3.send(new CopyObjectCommand({ Bucket, Key: `${Key}!`, CopySource }));
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a b/' }));
    expect(listed.Contents?.map((one) => one.Key)).toEqual([Key, `${Key}!`]);
    expect(await text(`${Key}!`)).toBe('odd');
    const Objects = [{ Key }, { Key: `${Key}!` }];
    const deleted = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(deleted.Deleted).toEqual(Objects);
  });

  test('has versions', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'versioned' }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    const where = { Bucket: 'versioned', Key: 'k' };
    const { Bucket: name } = where;
    await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
    const first = await s3.send(new PutObjectCommand({ ...where, Body: '1' }));
    const second = await s3.send(new PutObjectCommand({ ...where, Body: '2' }));
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: name }));
    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second.VersionId, true],
      [first.VersionId, false],
    ]);
  });
});

test('an upload in parts makes one object, of uploaded and of copied bytes', async () => {
  const Key = 'parts';
  await put('source', 'copied bytes');
  const large = Buffer.alloc(5 * 2 ** 20, 'x');
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32' }),
  );
  const upload = { Bucket, Key, UploadId };
  const one = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: large }));
  const two = await s3.send(
    new UploadPartCopyCommand({
      ...upload,
      PartNumber: 2,
      CopySource: `${Bucket}/source`,
      CopySourceRange: 'bytes=7-11',
    }),
  );
  const Parts = [
    { PartNumber: 1, ETag: one.ETag, ChecksumCRC32: one.ChecksumCRC32 },
    {
      PartNumber: 2,
      ETag: two.CopyPartResult?.ETag,
      ChecksumCRC32: two.CopyPartResult?.ChecksumCRC32,
    },
  ];
  const MultipartUpload = { Parts };
  const made = await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
  expect(made.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
  expect(await text(Key, { PartNumber: 2, ChecksumMode: 'ENABLED' })).toBe('bytes');
  const ObjectAttributes = ['ObjectParts', 'ObjectSize'] as const;
  const attributes = await s3.send(
    new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: [...ObjectAttributes] }),
  );
  expect(attributes).toMatchObject({
    ObjectSize: large.byteLength + 5,
    ObjectParts: { TotalPartsCount: 2, Parts: [{ PartNumber: 1 }, { PartNumber: 2, Size: 5 }] },
  });
});

test('a body that nobody takes is read away, and the client gets its answer', async () => {
  const Body = Readable.from([Buffer.alloc(3_000_000)]);
  const sent = { Bucket: 'nobody-has-it', Key: 'k', Body, ContentLength: 3_000_000 };
  await expect(s3.send(new PutObjectCommand(sent))).rejects.toMatchObject({
    name: 'NoSuchBucket',
    BucketName: 'nobody-has-it',
  });
});

test('the answer of GetBucketLocation is the location itself', async () => {
  const location = await s3.send(new GetBucketLocationCommand({ Bucket }));
  expect(location.LocationConstraint).toBeUndefined();
  const headers = { authorization: signedFor('s3') };
  const raw = await fetch(`${served.gateway.endpoint}/${Bucket}?location`, { headers });
  expect(await raw.text()).toMatch(/<LocationConstraint xmlns="[^"]+"\/>$/);
});

test.each([
  ['?max-keys=many', 'max-keys', 'many'],
  ['?list-type=2&max-keys=2147483648', 'max-keys', '2147483648'],
  ['?uploads&max-uploads=1.5', 'max-uploads', '1.5'],
])('S3 says of %s that it is no integer', async (query, name, value) => {
  const headers = { authorization: signedFor('s3') };
  const raw = await fetch(`${served.gateway.endpoint}/${Bucket}${query}`, { headers });
  const text = await raw.text();
  expect(raw.status).toBe(400);
  expect(text).toContain('<Code>InvalidArgument</Code>');
  expect(text).toContain(`Provided ${name} not an integer or within integer range`);
  expect(text).toContain(`<ArgumentValue>${value}</ArgumentValue>`);
});

test('the answer of HeadBucket has a type, and an access control list names its owner', async () => {
  const headers = { authorization: signedFor('s3') };
  const head = await fetch(`${served.gateway.endpoint}/${Bucket}`, { method: 'HEAD', headers });
  expect(head.headers.get('content-type')).toBe('application/xml');
  const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
  expect(Grants).toEqual([
    { Grantee: { ID: Owner!.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
  ]);
});

test('an answer that nothing changed tells the ETag and the time, and has no type', async () => {
  const { ETag } = await put('same', 'bytes');
  const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'same' }));
  const headers = { authorization: signedFor('s3'), 'if-none-match': ETag! };
  const same = await fetch(`${served.gateway.endpoint}/${Bucket}/same`, { headers });
  expect(same.status).toBe(304);
  expect(same.headers.get('etag')).toBe(ETag);
  expect(same.headers.get('last-modified')).toBe(LastModified!.toUTCString());
  expect(same.headers.get('content-type')).toBeNull();
});

test('times in documents have milliseconds, which are none', async () => {
  await put('at 10:00:00Z', 'bytes');
  const headers = { authorization: signedFor('s3') };
  const ask = async (path: string) =>
    (await fetch(`${served.gateway.endpoint}${path}`, { headers })).text();
  const listed = await ask(`/${Bucket}?list-type=2&prefix=at`);
  expect(listed).toMatch(/<LastModified>[\d-]+T[\d:]{8}\.000Z<\/LastModified>/);
  expect(listed).toContain('<Key>at 10:00:00Z</Key>');
  expect(await ask('/')).toMatch(/<CreationDate>[\d-]+T[\d:]{8}\.000Z<\/CreationDate>/);
});

/** A PUT as it goes over the wire, up to the body. */
function begin(key: string, headers: Record<string, string>): Socket {
  const { hostname, port } = new URL(served.gateway.endpoint);
  const socket = connect({ host: hostname, port: Number(port) });
  const all = { host: 'localhost', authorization: signedFor('s3'), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`PUT /${Bucket}/${key} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return socket;
}

async function answerOf(socket: Socket): Promise<string> {
  return Buffer.concat(await socket.toArray()).toString();
}

describe('a body on its way', () => {
  test('is written while it comes, and nothing is left of it when the client goes away', async () => {
    await put('half', 'before');
    const before = files();
    const socket = begin('half', { 'content-length': '2000000' });
    socket.write(Buffer.alloc(1_000_000));
    const added = () => files().filter((name) => !before.includes(name));
    const written = () => added().map((name) => statSync(join(folder, 's3', name)).size);
    await expect.poll(written).toEqual([1_000_000]);
    socket.destroy();
    await expect.poll(files).toEqual(before);
    expect(await text('half')).toBe('before');
    expect(served.problems).toEqual([]);
  });

  test('is asked for where the client waits for that', async () => {
    const expecting = { expect: '100-continue', 'content-length': '2', connection: 'close' };
    const socket = begin('expected', expecting);
    socket.once('data', () => socket.write('ok'));
    expect(await answerOf(socket)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK/);
    expect(await text('expected')).toBe('ok');
  });

  test('is not asked for where the answer is known without it', async () => {
    const socket = begin('expected', {
      ...{ expect: '100-continue', 'content-length': '2' },
      'if-none-match': '*',
    });
    expect(await answerOf(socket)).toMatch(/^HTTP\/1.1 412 /);
  });
});

describe('a body in aws-chunked encoding', () => {
  const chunked = (length: number) => ({
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': String(length),
    'x-amz-trailer': 'x-amz-checksum-crc32',
    connection: 'close',
  });

  async function send(key: string, length: number, body: string): Promise<string> {
    const socket = begin(key, { ...chunked(length), 'content-length': String(body.length) });
    socket.write(body);
    return answerOf(socket);
  }

  beforeAll(() => put('kept', 'before'));

  test('may be signed chunk by chunk', async () => {
    const signature = `;chunk-signature=${'0'.repeat(64)}`;
    const trailer = 'x-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:0\r\n\r\n';
    const body = `3${signature}\r\nhel\r\n2${signature}\r\nlo\r\n0${signature}\r\n${trailer}`;
    expect(await send('chunked', 5, body)).toMatch(/^HTTP\/1.1 200 /);
    expect(await text('chunked')).toBe('hello');
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'chunked' }));
    expect(head.ContentEncoding).toBeUndefined();
  });

  test.each([
    [
      'has another checksum',
      5,
      '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
      'BadDigest',
    ],
    ['lacks the checksum', 5, '5\r\nhello\r\n0\r\n\r\n', 'MalformedTrailerError'],
    ['is shorter than it says', 6, '5\r\nhello\r\n0\r\n\r\n', 'IncompleteBody'],
    ['is cut off', 5, '5\r\nhel', 'IncompleteBody'],
    ['has no lengths', 5, 'hello', 'IncompleteBody'],
    ['has a length that is none', 5, '-5\r\nhello\r\n0\r\n\r\n', 'IncompleteBody'],
    [
      'brings what it did not announce',
      5,
      '5\r\nhello\r\n0\r\nx-other:1\r\n\r\n',
      'MalformedTrailer',
    ],
  ])('that %s is refused, and leaves what was there', async (_, length, body, code) => {
    const before = files();
    const answer = await send('kept', length, body);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain(`<Code>${code}`);
    expect(await text('kept')).toBe('before');
    await expect.poll(files).toEqual(before);
  });
});

describe('a presigned URL', () => {
  const presigned = (key: string, expires: number, more = '') =>
    `${served.gateway.endpoint}/${Bucket}/${key}?X-Amz-Algorithm=AWS4-HMAC-SHA256` +
    `&X-Amz-Credential=AKID%2F20300101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20300101T000000Z` +
    `&X-Amz-Expires=${expires}&X-Amz-SignedHeaders=host&X-Amz-Signature=0${more}`;

  test('lets whoever has it write and read', async () => {
    const url = presigned('shared', 60, '&x-amz-meta-from=url');
    expect((await fetch(url, { method: 'PUT', body: 'by link' })).status).toBe(200);
    const read = await fetch(presigned('shared', 60, '&response-content-type=text%2Fcsv'));
    expect(read.headers.get('content-type')).toBe('text/csv');
    expect(read.headers.get('x-amz-meta-from')).toBe('url');
    expect(await read.text()).toBe('by link');
  });

  test('is good for as long as it says', async () => {
    await put('shared', 'still there');
    const answer = await fetch(presigned('shared', 0));
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Message>Request has expired</Message>');
  });
});
