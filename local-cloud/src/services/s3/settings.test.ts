import { expect, test } from 'vitest';
import { testFolder } from '../../core/testing.ts';
import { callable, failure, fakeCloud } from '../testing.ts';
import { createS3 } from './index.ts';
import { withBucket } from './testing.ts';

const Bucket = 'orders';

function policy(more: object = {}) {
  const statement = {
    ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
    ...{ Resource: 'arn:aws:s3:::orders/*' },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: { ...statement, ...more } });
}

test('a new bucket blocks public access, and takes a policy for everybody once it does not', async () => {
  const { s3 } = await withBucket();
  const put = (Policy: string) => s3.PutBucketPolicy({ Bucket, Policy });
  expect(await s3.GetPublicAccessBlock({ Bucket })).toEqual({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  });
  expect(await failure(put(policy()))).toMatchObject({
    code: 'AccessDenied',
    message: expect.stringContaining('BlockPublicPolicy'),
  });
  await put(policy({ Effect: 'Deny' }));
  await put(policy({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } }));
  await put(policy({ Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } }));
  await s3.DeletePublicAccessBlock({ Bucket });
  await put(policy({ Principal: { AWS: ['*'] } }));
  const error = await failure(s3.GetPublicAccessBlock({ Bucket }));
  expect(error.code).toBe('NoSuchPublicAccessBlockConfiguration');
});

test('what is left out of a public access block is off', async () => {
  const { s3 } = await withBucket();
  await s3.PutPublicAccessBlock({
    Bucket,
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
  });
  expect(await s3.GetPublicAccessBlock({ Bucket })).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
  });
});

test('a bucket has tags as its own, not those of AWS, and 50 at most', async () => {
  const { s3 } = await withBucket();
  const put = (...keys: string[]) =>
    s3.PutBucketTagging({
      Bucket,
      Tagging: { TagSet: keys.map((Key) => ({ Key, Value: '1' })) },
    });
  const many = Array.from({ length: 51 }, (_, at) => `key${at}`);
  expect((await failure(s3.GetBucketTagging({ Bucket }))).code).toBe('NoSuchTagSet');
  await put('b', 'a');
  expect(await s3.GetBucketTagging({ Bucket })).toMatchObject({
    TagSet: [{ Key: 'a' }, { Key: 'b' }],
  });
  expect((await failure(put('aws:a'))).message).toContain('System tags');
  expect((await failure(put(...many))).code).toBe('BadRequest');
  await put();
  expect((await failure(s3.GetBucketTagging({ Bucket }))).code).toBe('NoSuchTagSet');
});

test('encryption is S3’s own; keys of KMS are refused by name', async () => {
  const { s3 } = await withBucket();
  const put = (SSEAlgorithm: 'AES256' | 'aws:kms') =>
    s3.PutBucketEncryption({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm }, BucketKeyEnabled: true }],
      },
    });
  await put('AES256');
  expect(await s3.GetBucketEncryption({ Bucket })).toMatchObject({
    ServerSideEncryptionConfiguration: { Rules: [{ BucketKeyEnabled: true }] },
  });
  expect(await failure(put('aws:kms'))).toMatchObject({
    code: 'NotSupportedByLocalCloud',
    message: expect.stringContaining('aws:kms of the member SSEAlgorithm'),
  });
});

test('ownership and who pays are given back as they were said', async () => {
  const { s3 } = await withBucket();
  const ownership = async () => (await s3.GetBucketOwnershipControls({ Bucket })).OwnershipControls;
  expect(await ownership()).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
  const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
  await s3.PutBucketOwnershipControls({ Bucket, OwnershipControls: { Rules } });
  expect(await ownership()).toEqual({ Rules });
  await s3.DeleteBucketOwnershipControls({ Bucket });
  expect((await failure(ownership())).code).toBe('OwnershipControlsNotFoundError');
  expect(await s3.GetBucketRequestPayment({ Bucket })).toEqual({ Payer: 'BucketOwner' });
  const RequestPaymentConfiguration = { Payer: 'Requester' as const };
  await s3.PutBucketRequestPayment({ Bucket, RequestPaymentConfiguration });
  expect(await s3.GetBucketRequestPayment({ Bucket })).toEqual({ Payer: 'Requester' });
});

test.each([
  ['us-east-1', 'us-east-1', 'InvalidLocationConstraint'],
  ['us-east-1', 'nowhere-1', 'InvalidLocationConstraint'],
  ['us-east-1', 'eu-north-1', 'NotSupportedByLocalCloud'],
  ['eu-north-1', 'eu-west-3', 'IllegalLocationConstraintException'],
  ['eu-north-1', 'us-east-1', 'IllegalLocationConstraintException'],
  ['eu-north-1', undefined, 'IllegalLocationConstraintException'],
] as const)('in %s no bucket is created for %s', async (region, constraint, code) => {
  const { CreateBucket } = callable(createS3({ ...fakeCloud(), region }, testFolder(), () => ''));
  const CreateBucketConfiguration = { LocationConstraint: constraint as 'EU' };
  const made = CreateBucket({ Bucket: 'elsewhere', CreateBucketConfiguration });
  expect((await failure(made)).code).toBe(code);
});
