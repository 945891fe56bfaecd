import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';

const HANDLER = `exports.handler = async ({ Records }) => {
  const bad = Records.find(({ kinesis }) => atob(kinesis.data) === 'bad');
  return { batchItemFailures: bad ? [{ itemIdentifier: bad.kinesis.sequenceNumber }] : [] };
};`;

const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const READS = [
  'GetRecords',
  'GetShardIterator',
  'DescribeStream',
  'DescribeStreamSummary',
  'ListShards',
];

const template = {
  Resources: {
    Events: {
      Type: 'AWS::Kinesis::Stream',
      Properties: {
        ShardCount: '2',
        RetentionPeriodHours: 48,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
        Tags: [{ Key: 'team', Value: 'tea' }],
      },
    },
    Parked: { Type: 'AWS::SQS::Queue', Properties: {} },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'own',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: READS.map((name) => `kinesis:${name}`),
                  Resource: arnOf('Events'),
                },
                { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf('Parked') },
              ],
            },
          },
        ],
      },
    },
    Reader: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: arnOf('Role'),
        Code: { ZipFile: HANDLER },
      },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: arnOf('Events'),
        FunctionName: { Ref: 'Reader' },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 10,
        MaximumBatchingWindowInSeconds: 1,
        MaximumRetryAttempts: '2',
        BisectBatchOnFunctionError: true,
        ParallelizationFactor: 2,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: { Destination: arnOf('Parked') } },
      },
    },
  },
  Outputs: { Arn: { Value: arnOf('Events') } },
};

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ template });
});
afterAll(() => cloud.close());

test('a stream of a template is there as it says', async () => {
  const StreamName = cloud.resource('Events');
  const { StreamDescriptionSummary } = await cloud.call<Record<string, object>>(
    'Kinesis',
    'DescribeStreamSummary',
    { StreamName },
  );
  expect(StreamDescriptionSummary).toMatchObject({
    StreamStatus: 'ACTIVE',
    StreamARN: cloud.output('Arn'),
    OpenShardCount: 2,
    RetentionPeriodHours: 48,
    EncryptionType: 'KMS',
  });
  const { Tags } = await cloud.call<{ Tags: object }>('Kinesis', 'ListTagsForStream', {
    StreamName,
  });
  expect(Tags).toEqual([{ Key: 'team', Value: 'tea' }]);
});

test('a function reads it, and what it says has failed is parked after its retries', async () => {
  const StreamName = cloud.resource('Events');
  const Records = ['a', 'bad', 'c'].map((text) => ({
    PartitionKey: 'k',
    Data: Buffer.from(text),
  }));
  await cloud.call('Kinesis', 'PutRecords', { StreamName, Records });
  await cloud.clock.advance('1m');
  const { Messages } = await cloud.call<{ Messages: { Body: string }[] }>('SQS', 'ReceiveMessage', {
    QueueUrl: cloud.resource('Parked'),
  });
  expect(Messages.map(({ Body }) => JSON.parse(Body))).toMatchObject([
    {
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      responseContext: { functionError: null },
      KinesisBatchInfo: { batchSize: 1, streamArn: cloud.output('Arn') },
    },
  ]);
  const used = Object.values(cloud.usedGrants()).flat();
  for (const name of READS) {
    expect(used).toContainEqual(expect.objectContaining({ action: `kinesis:${name}` }));
  }
});
