import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { testFolder } from '../src/core/testing.ts';
import { startCloud } from '../src/index.ts';

/** A function that reads a table, as SAM writes it: what it does not like goes to a queue. */
const SAM = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Parked: { Type: AWS::SQS::Queue }
  Bookings:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_AND_OLD_IMAGES }
  Watch:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: watch.handler
      CodeUri: functions
      Events:
        OnBooking:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Bookings.StreamArn
            StartingPosition: TRIM_HORIZON
            BatchSize: 10
            MaximumRetryAttempts: 1
            BisectBatchOnFunctionError: true
            FunctionResponseTypes: [ReportBatchItemFailures]
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT","REMOVE"]}' }] }
            DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt Parked.Arn } }
Outputs:
  Stream: { Value: !GetAtt Bookings.StreamArn }
`;

const WATCH = `exports.handler = async ({ Records }) => {
  const bad = Records.find(({ dynamodb }) => dynamodb.NewImage?.id.S === 'bad');
  return { batchItemFailures: bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };
};`;

test('a function of SAM reads its table, and what it says has failed is parked', async () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'functions'));
  writeFileSync(join(folder, 'functions', 'watch.js'), WATCH);
  writeFileSync(join(folder, 'template.yaml'), SAM);
  const cloud = await startCloud({ template: join(folder, 'template.yaml') });
  try {
    const db = cloud.client(DynamoDBClient);
    const TableName = cloud.resource('Bookings');
    for (const id of ['good', 'bad', 'better']) {
      await db.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }));
    }
    await db.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'good' } } }));
    await cloud.clock.advance('1m');
    const { Messages = [] } = await cloud
      .client(SQSClient)
      .send(new ReceiveMessageCommand({ QueueUrl: cloud.resource('Parked') }));
    expect(Messages.map(({ Body }) => JSON.parse(Body!))).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted' },
        DDBStreamBatchInfo: { batchSize: 1, streamArn: cloud.output('Stream') },
      },
    ]);
    expect(cloud.output('Stream')).toMatch(/:table\/.+\/stream\/.+/);
  } finally {
    await cloud.close();
  }
});

/** As the Serverless Framework makes it of `stream: { type: dynamodb, arn: ... }`. */
function framework(actions: readonly string[]) {
  const stream = { 'Fn::GetAtt': ['Bookings', 'StreamArn'] };
  const statements = [
    { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
    { Effect: 'Allow', Action: actions, Resource: [stream] },
  ];
  return {
    Resources: {
      Bookings: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: 'bookings',
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        },
      },
      IamRoleLambdaExecution: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'reader',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: ['lambda.amazonaws.com'] },
                Action: ['sts:AssumeRole'],
              },
            ],
          },
          Policies: [
            {
              PolicyName: 'own',
              PolicyDocument: { Version: '2012-10-17', Statement: statements },
            },
          ],
        },
      },
      WatchLambdaFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Role: { 'Fn::GetAtt': ['IamRoleLambdaExecution', 'Arn'] },
          Code: { ZipFile: 'exports.handler = async (event) => event.Records.length;' },
        },
      },
      WatchEventSourceMappingDynamodbBookings: {
        Type: 'AWS::Lambda::EventSourceMapping',
        DependsOn: ['IamRoleLambdaExecution'],
        Properties: {
          ...{ BatchSize: 10, Enabled: true, EventSourceArn: stream },
          FunctionName: { 'Fn::GetAtt': ['WatchLambdaFunction', 'Arn'] },
          StartingPosition: 'TRIM_HORIZON',
          MaximumRetryAttempts: 3,
        },
      },
    },
  };
}

const READS = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'];

test('a function of the Serverless Framework reads its table as its role', async () => {
  const actions = READS.map((name) => `dynamodb:${name}`);
  const cloud = await startCloud({ template: framework(actions) });
  try {
    const db = cloud.client(DynamoDBClient);
    await db.send(new PutItemCommand({ TableName: 'bookings', Item: { id: { S: 'a' } } }));
    await cloud.clock.advance('1s');
    const used = Object.values(cloud.usedGrants()).flat();
    for (const action of actions) {
      expect(used).toContainEqual(expect.objectContaining({ action }));
    }
  } finally {
    await cloud.close();
  }
});

test('a role that may not read the stream is told what is missing', async () => {
  const actions = ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
  await expect(startCloud({ template: framework(actions) })).rejects.toThrow(
    /Cannot access stream arn:aws:dynamodb:.*Missing from the policies of role reader: {"Effect":"Allow","Action":"dynamodb:DescribeStream","Resource":"arn:aws:dynamodb:.*stream/,
  );
});
