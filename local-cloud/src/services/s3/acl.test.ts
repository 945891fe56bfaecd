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

test('a bucket whose owner owns all takes none by PutBucketAcl and PutObjectAcl', async () => {
  const { s3, put } = await withBucket();
  await put('k');
  for (const set of [
    s3.PutBucketAcl({ Bucket: 'orders', ACL: 'private' }),
    s3.PutObjectAcl({ ...of, ACL: 'private' }),
  ]) {
    expect((await failure(set)).code).toBe('AccessControlListNotSupported');
  }
});

/** A bucket that takes access control lists, and blocks none. */
async function open() {
  const made = await withBucket();
  await anybody(made.s3);
  await made.s3.DeletePublicAccessBlock({ Bucket: 'orders' });
  return made;
}

const GROUP = 'http://acs.amazonaws.com/groups/global/AllUsers';
const everybody = (Permission: string) => ({
  Grantee: { Type: 'Group', URI: GROUP },
  Permission,
});

test('canned lists, headers and documents say who may do what', async () => {
  const { s3, put } = await open();
  await put('k', 'bytes', { ACL: 'public-read' });
  const { Owner, Grants } = await s3.GetObjectAcl(of);
  const owner = { Grantee: { ID: Owner!.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' };
  expect(Grants).toEqual([owner, everybody('READ')]);
  await s3.PutBucketAcl({ Bucket: 'orders', ACL: 'public-read-write' });
  expect((await s3.GetBucketAcl({ Bucket: 'orders' })).Grants).toEqual([
    owner,
    everybody('READ'),
    everybody('WRITE'),
  ]);
  await s3.PutObjectAcl({ ...of, GrantReadACP: `uri="${GROUP}", id=${Owner!.ID}` });
  expect((await s3.GetObjectAcl(of)).Grants).toEqual([
    everybody('READ_ACP'),
    { Grantee: { ID: Owner!.ID, Type: 'CanonicalUser' }, Permission: 'READ_ACP' },
  ]);
  const AccessControlPolicy = { Owner, Grants: [everybody('WRITE_ACP')] } as never;
  await s3.PutObjectAcl({ ...of, AccessControlPolicy });
  expect((await s3.GetObjectAcl(of)).Grants).toEqual([everybody('WRITE_ACP')]);
});

test('an object that is uploaded in parts, and a copy, have the list that was said', async () => {
  const { s3, put } = await open();
  const { UploadId } = await s3.CreateMultipartUpload({ ...of, ACL: 'public-read' });
  const { ETag } = await s3.UploadPart({ ...of, UploadId, PartNumber: 1, Body: 'bytes' });
  const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
  await s3.CompleteMultipartUpload({ ...of, UploadId, MultipartUpload });
  expect((await s3.GetObjectAcl(of)).Grants).toHaveLength(2);
  await put('other');
  await s3.CopyObject({ ...of, Key: 'copy', CopySource: 'orders/k' });
  expect((await s3.GetObjectAcl({ ...of, Key: 'copy' })).Grants).toHaveLength(1);
});

test.each<[string, object, string]>([
  ['nothing', {}, 'MissingSecurityHeader'],
  ['two ways at once', { ACL: 'private', GrantRead: `uri=${GROUP}` }, 'InvalidRequest'],
  ['a group that is none', { GrantRead: 'uri="http://groups.example/all"' }, 'InvalidArgument'],
  ['somebody else', { GrantRead: `id="${'a'.repeat(64)}"` }, 'InvalidArgument'],
  ['what is no grant', { GrantRead: 'everybody' }, 'InvalidArgument'],
  ['an address', { GrantRead: 'emailAddress="a@shop.example"' }, 'UnresolvableGrantByEmailAddress'],
  ['another owner', { AccessControlPolicy: { Owner: { ID: 'b' }, Grants: [] } }, 'AccessDenied'],
  ['no owner', { AccessControlPolicy: { Grants: [] } }, 'MalformedACLError'],
])('a list is refused that says %s', async (_, said, code) => {
  const { s3 } = await open();
  expect((await failure(s3.PutBucketAcl({ Bucket: 'orders', ...said }))).code).toBe(code);
});

test('lists that let in everybody can be blocked', async () => {
  const { s3, put } = await withBucket();
  await anybody(s3);
  await put('k', 'bytes', { ACL: 'private' });
  const public_ = { ACL: 'public-read' } as const;
  for (const set of [
    s3.PutBucketAcl({ Bucket: 'orders', ...public_ }),
    s3.PutObjectAcl({ ...of, ...public_ }),
    put('k', 'others', public_),
  ]) {
    expect((await failure(set)).code).toBe('AccessDenied');
  }
});

test('a list counts beside the policy of the bucket, unless it is to be ignored', async () => {
  const { s3, put, service } = await open();
  await put('k', 'bytes', { ACL: 'public-read' });
  const policy = () => {
    const input = { Bucket: 'orders', Key: 'k' };
    const [permission] = service.operations.GetObject.permissions(input as never, {} as never);
    return permission!.resourcePolicy;
  };
  const Resource = 'arn:aws:s3:::orders/k';
  expect(policy()).toMatchObject({ Statement: [{ Principal: '*', Resource }] });
  const PublicAccessBlockConfiguration = { IgnorePublicAcls: true };
  await s3.PutPublicAccessBlock({ Bucket: 'orders', PublicAccessBlockConfiguration });
  expect(policy()).toBeUndefined();
});

test('an object whose list changes is told of', async () => {
  const { s3, put, events } = await open();
  await put('k');
  await s3.PutObjectAcl({ ...of, ACL: 'private' });
  await s3.PutObjectAcl({ ...of, ACL: 'public-read' });
  expect(events.map(({ name }) => name)).toEqual(['ObjectCreated:Put', 'ObjectAcl:Put']);
});

test('an unknown canned list is refused', async () => {
  const { put } = await open();
  expect((await failure(put('k', '', { ACL: 'mine' }))).code).toBe('InvalidArgument');
  expect((await failure(put('k', '', { ACL: 'aws-exec-read' }))).code).toBe(
    'NotSupportedByLocalCloud',
  );
});

test('a bucket is created with a list, and with the ownership that takes one', async () => {
  const { s3 } = await withBucket();
  await s3.CreateBucket({ Bucket: 'shared', ACL: 'private', ObjectOwnership: 'ObjectWriter' });
  const { OwnershipControls } = await s3.GetBucketOwnershipControls({ Bucket: 'shared' });
  expect(OwnershipControls!.Rules).toEqual([{ ObjectOwnership: 'ObjectWriter' }]);
  const enforced = s3.CreateBucket({ Bucket: 'open', ACL: 'public-read' });
  expect((await failure(enforced)).code).toBe('InvalidBucketAclWithObjectOwnership');
  const blocked = { Bucket: 'open', ACL: 'public-read', ObjectOwnership: 'ObjectWriter' } as const;
  expect((await failure(s3.CreateBucket(blocked))).code).toBe('AccessDenied');
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
