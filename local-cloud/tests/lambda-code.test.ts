import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zip } from '../src/function-host/testing.ts';
import { type Cloud, startCloud } from '../src/index.ts';

const trusted = (Principal: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
});

/** A bucket of archives, and who may make functions without reading what is in it. */
const template = {
  Resources: {
    Builds: {
      Type: 'AWS::S3::Bucket',
      Properties: { VersioningConfiguration: { Status: 'Enabled' } },
    },
    Worker: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trusted({ Service: 'lambda.amazonaws.com' }) },
    },
    Builder: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trusted({ AWS: { Ref: 'AWS::AccountId' } }),
        Policies: [
          {
            PolicyName: 'own',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: ['lambda:*', 'iam:PassRole', 's3:ListBucket'],
                  Resource: '*',
                },
              ],
            },
          },
        ],
      },
    },
  },
  Outputs: {
    Worker: { Value: { 'Fn::GetAtt': ['Worker', 'Arn'] } },
    Builder: { Value: { 'Fn::GetAtt': ['Builder', 'Arn'] } },
  },
};

let cloud: Cloud;
let lambda: LambdaClient;
beforeAll(async () => {
  cloud = await startCloud({ template });
  lambda = cloud.client(LambdaClient, { maxAttempts: 1 });
});
afterAll(() => cloud.close());

/** Uploads a handler that answers this; gives the object's version. */
async function upload(Key: string, answer: string) {
  const Body = zip({ 'index.js': `exports.handler = async () => '${answer}';` });
  const command = new PutObjectCommand({ Bucket: cloud.resource('Builds'), Key, Body });
  return (await cloud.client(S3Client).send(command)).VersionId;
}

const creation = (FunctionName: string, Code: { S3Key: string; S3ObjectVersion?: string }) =>
  new CreateFunctionCommand({
    FunctionName,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: cloud.output('Worker'),
    Code: { S3Bucket: cloud.resource('Builds'), ...Code },
  });

async function answerOf(FunctionName: string) {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  return JSON.parse(Buffer.from(Payload!).toString());
}

test('the code of a function is an object of S3, in the version that is named', async () => {
  const S3ObjectVersion = await upload('tea.zip', 'green');
  await upload('tea.zip', 'black');
  await lambda.send(creation('newest', { S3Key: 'tea.zip' }));
  await lambda.send(creation('first', { S3Key: 'tea.zip', S3ObjectVersion: S3ObjectVersion! }));
  expect([await answerOf('newest'), await answerOf('first')]).toEqual(['black', 'green']);
  await upload('tea.zip', 'white');
  const [FunctionName, S3Bucket] = ['newest', cloud.resource('Builds')];
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket, S3Key: 'tea.zip' }));
  expect(await answerOf('newest')).toBe('white');
});

test.each([
  [{ S3Key: 'no.zip' }, 'NoSuchKey. S3 Error Message: The specified key does not exist.'],
  [
    { S3Bucket: 'nobody-has-it', S3Key: 'a' },
    'NoSuchBucket. S3 Error Message: The specified bucket does not exist',
  ],
])('what S3 says of %j is passed on', async (Code, message) => {
  await expect(lambda.send(creation('none', Code))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `Error occurred while GetObject. S3 Error Code: ${message}`,
  });
});

test('who may not read the object makes no function of it', async () => {
  await upload('tea.zip', 'green');
  const RoleArn = cloud.output('Builder');
  const { Credentials } = await cloud
    .client(STSClient)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'build' }));
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  const credentials = {
    ...{ accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey! },
    sessionToken: SessionToken!,
  };
  const builder = cloud.client(LambdaClient, { credentials, maxAttempts: 1 });
  await expect(builder.send(creation('secret', { S3Key: 'tea.zip' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(
      /^Your access has been denied by S3.* permission to GetObject for .*\/tea\.zip\. S3 Error Code: AccessDenied\./,
    ),
  });
});
