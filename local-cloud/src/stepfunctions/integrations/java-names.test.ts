import { expect, test } from 'vitest';
import { version1, version2, version2Service } from './java-names.ts';

test.each([
  ['TableName', 'TableName', 'TableName'],
  ['stateMachineArn', 'StateMachineArn', 'StateMachineArn'],
  ['MD5OfMessageBody', 'MD5OfMessageBody', 'Md5OfMessageBody'],
  ['DBInstanceIdentifier', 'DBInstanceIdentifier', 'DbInstanceIdentifier'],
  ['BOOL', 'BOOL', 'Bool'],
  ['SS', 'SS', 'Ss'],
  ['NULL', 'NULL', 'Nul'],
  ['S', 'S', 'S'],
  ['ETag', 'ETag', 'ETag'],
  ['ChecksumCRC32', 'ChecksumCRC32', 'ChecksumCRC32'],
  ['SSEKMSKeyId', 'SSEKMSKeyId', 'SsekmsKeyId'],
])('the member %s is %s in optimised and %s in aws-sdk integrations', (name, one, two) => {
  expect(version1(name)).toBe(one);
  expect(version2(name)).toBe(two);
});

test.each([
  ['DynamoDB', 'DynamoDb'],
  ['SFN', 'Sfn'],
  ['S3', 'S3'],
  ['SQS', 'Sqs'],
  ['SESv2', 'SesV2'],
  ['EventBridge', 'EventBridge'],
  ['CloudWatch Logs', 'CloudWatchLogs'],
  ['ApiGatewayV2', 'ApiGatewayV2'],
  ['Secrets Manager', 'SecretsManager'],
  ['XRay', 'XRay'],
  ['SageMaker', 'SageMaker'],
])('errors of %s begin with %s in aws-sdk integrations', (sdkId, name) => {
  expect(version2Service(sdkId)).toBe(name);
});
