import type { ObjectCannedACL } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { withBucket } from './testing.ts';

const of = { Bucket: 'orders', Key: 'k' };
const anybody = (s3: Awaited<ReturnType<typeof withBucket>>['s3']) =>
  s3.PutBucketOwnershipControls({
    Bucket: 'orders',
    OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  });

test('a bucket whose owner owns all takes no access control list but that of its owner', async () => {
  const { s3, put, text } = await withBucket();
  const writes = {
    PutObject: (ACL: ObjectCannedACL) => put('k', 'bytes', { ACL }),
    CopyObject: (ACL: ObjectCannedACL) =>
      s3.CopyObject({ ...of, Key: 'b', CopySource: 'orders/k', ACL }),
    CreateMultipartUpload: (ACL: ObjectCannedACL) => s3.CreateMultipartUpload({ ...of, ACL }),
  };
  await put('k', 'first');
  for (const write of Object.values(writes)) {
    expect(await failure(write('private'))).toMatchObject({
      code: 'AccessControlListNotSupported',
      message: 'The bucket does not allow ACLs',
    });
    await write('bucket-owner-full-control');
  }
  expect(await text('b')).toBe('bytes');
});

test('other buckets take that of the one account, and refuse to let in others by name', async () => {
  const { s3, put } = await withBucket();
  await anybody(s3);
  await put('k', 'bytes', { ACL: 'private' });
  expect((await failure(put('k', '', { ACL: 'public-read' }))).message).toContain('public-read');
  expect((await failure(put('k', '', { ACL: 'mine' }))).code).toBe('InvalidArgument');
});

test('a bucket is created private, with the ownership that is said', async () => {
  const { s3 } = await withBucket();
  await s3.CreateBucket({ Bucket: 'shared', ACL: 'private', ObjectOwnership: 'ObjectWriter' });
  const { OwnershipControls } = await s3.GetBucketOwnershipControls({ Bucket: 'shared' });
  expect(OwnershipControls!.Rules).toEqual([{ ObjectOwnership: 'ObjectWriter' }]);
  const open = s3.CreateBucket({ Bucket: 'open', ACL: 'public-read' });
  expect((await failure(open)).code).toBe('NotSupportedByLocalCloud');
});

test("buckets and objects are their owner's", async () => {
  const { s3, put } = await withBucket();
  await put('k');
  const { Owner, Grants } = await s3.GetObjectAcl(of);
  expect(Grants).toEqual([
    { Grantee: { ID: Owner!.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
  ]);
  expect(await s3.GetBucketAcl({ Bucket: 'orders' })).toEqual({ Owner, Grants });
  expect((await failure(s3.GetObjectAcl({ ...of, Key: 'none' }))).code).toBe('NoSuchKey');
});
