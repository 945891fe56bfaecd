import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createS3 } from '../src/services/s3/index.ts';
import { ACCOUNT, policy, type ServedIam, serveIam, trust } from './support/iam.ts';

const Bucket = 'orders';
const RoleName = 'reader';
const role = `arn:aws:iam::${ACCOUNT}:role/${RoleName}`;
const folder = mkdtempSync(join(tmpdir(), 'local-cloud-s3-'));
let served: ServedIam;
let owner: S3Client;
let reader: S3Client;
let iam: IAMClient;

beforeAll(async () => {
  served = await serveIam((cloud) => [createS3(cloud, folder, () => undefined)]);
  const config = { ...served.config, forcePathStyle: true };
  owner = new S3Client(config);
  iam = new IAMClient(config);
  await owner.send(new CreateBucketCommand({ Bucket }));
  for (const Key of ['a/1', 'b/1'])
    await owner.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const AssumeRolePolicyDocument = trust({ AWS: `arn:aws:iam::${ACCOUNT}:root` });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const assume = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'test' });
  const { Credentials } = await new STSClient(config).send(assume);
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials!;
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  reader = new S3Client({ ...config, credentials });
});
afterAll(async () => {
  await served.gateway.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await owner.send(new DeleteBucketPolicyCommand({ Bucket }));
  await grant();
});

const PolicyName = 'of-the-test';

async function grant(...statements: object[]): Promise<void> {
  if (statements.length === 0) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })).catch(() => {});
  } else {
    const PolicyDocument = policy(...statements.map((one) => ({ Effect: 'Allow', ...one })));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
}

const get = (Key: string) => reader.send(new GetObjectCommand({ Bucket, Key }));
const list = (Prefix?: string) => reader.send(new ListObjectsV2Command({ Bucket, Prefix }));
const arn = `arn:aws:s3:::${Bucket}`;
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

test('a role reads the objects that it is granted, and no others', async () => {
  await grant({ Action: 's3:GetObject', Resource: `${arn}/a/*` });
  expect(await (await get('a/1')).Body!.transformToString()).toBe('a/1');
  await expect(get('b/1')).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining(
      `{"Effect":"Allow","Action":"s3:GetObject","Resource":"${arn}/b/1"}`,
    ),
  });
});

test('who may not list a bucket does not learn what is not there', async () => {
  await grant({ Action: 's3:GetObject', Resource: `${arn}/*` });
  await expect(get('a/2')).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining('s3:ListBucket'),
  });
  await grant({ Action: ['s3:GetObject', 's3:ListBucket'], Resource: [arn, `${arn}/*`] });
  await expect(get('a/2')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a list may be granted for a prefix', async () => {
  const Condition = { StringLike: { 's3:prefix': 'a/*' } };
  await grant({ Action: 's3:ListBucket', Resource: arn, Condition });
  expect((await list('a/')).KeyCount).toBe(1);
  await expect(list('b/')).rejects.toMatchObject(denied);
  await expect(list()).rejects.toMatchObject(denied);
});

test('the policy of a bucket grants and denies', async () => {
  const allowed = { Effect: 'Allow', Principal: { AWS: role }, Action: 's3:GetObject' };
  const Policy = policy(
    { ...allowed, Resource: `${arn}/*` },
    { ...allowed, Effect: 'Deny', Resource: `${arn}/b/*` },
  );
  await owner.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  expect(await (await get('a/1')).Body!.transformToString()).toBe('a/1');
  await grant({ Action: 's3:*', Resource: '*' });
  await expect(get('b/1')).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining('explicit deny in a resource-based policy'),
  });
});

test('each object of a deletion is allowed, or denied, for itself', async () => {
  await owner.send(new PutObjectCommand({ Bucket, Key: 'c/1' }));
  await grant({ Action: 's3:DeleteObject', Resource: `${arn}/c/*` });
  const Delete = { Objects: [{ Key: 'c/1' }, { Key: 'a/1' }] };
  const { Deleted, Errors } = await reader.send(new DeleteObjectsCommand({ Bucket, Delete }));
  expect(Deleted).toEqual([{ Key: 'c/1' }]);
  expect(Errors).toMatchObject([{ Key: 'a/1', Code: 'AccessDenied' }]);
});
