import {
  GetResourcePolicyCommand,
  KinesisClient,
  ListStreamConsumersCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';

const template = {
  Resources: {
    Events: {
      Type: 'AWS::Kinesis::Stream',
      Properties: { ShardCount: 1, DesiredShardLevelMetrics: ['IteratorAgeMilliseconds'] },
    },
    Fast: {
      Type: 'AWS::Kinesis::StreamConsumer',
      Properties: {
        ConsumerName: 'fast',
        StreamARN: { 'Fn::GetAtt': ['Events', 'Arn'] },
        Tags: [{ Key: 'team', Value: 'tea' }],
      },
    },
    Policy: {
      Type: 'AWS::Kinesis::ResourcePolicy',
      Properties: {
        ResourceArn: { Ref: 'Fast' },
        ResourcePolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: { Ref: 'AWS::AccountId' } },
              Action: 'kinesis:SubscribeToShard',
              Resource: { Ref: 'Fast' },
            },
          ],
        },
      },
    },
  },
  Outputs: {
    StreamArn: { Value: { 'Fn::GetAtt': ['Fast', 'StreamARN'] } },
    Arn: { Value: { 'Fn::GetAtt': ['Fast', 'ConsumerARN'] } },
    Name: { Value: { 'Fn::GetAtt': ['Fast', 'ConsumerName'] } },
    Status: { Value: { 'Fn::GetAtt': ['Fast', 'ConsumerStatus'] } },
    Policy: { Value: { Ref: 'Policy' } },
  },
};

let cloud: Cloud;
let kinesis: KinesisClient;
beforeAll(async () => {
  cloud = await startCloud({ template });
  kinesis = cloud.client(KinesisClient);
});
afterAll(() => cloud.close());

test('a template has consumers of its streams, with tags and policies', async () => {
  const { StreamArn, Arn, Name, Status, Policy } = cloud.outputs;
  const { Consumers } = await kinesis.send(
    new ListStreamConsumersCommand({ StreamARN: StreamArn }),
  );
  expect(Consumers).toMatchObject([{ ConsumerARN: Arn, ConsumerName: Name }]);
  expect(Status).toBe('ACTIVE');
  expect(Policy).toBe(Arn);
  const { Tags } = await kinesis.send(new ListTagsForResourceCommand({ ResourceARN: Arn }));
  expect(Tags).toEqual([{ Key: 'team', Value: 'tea' }]);
  const attached = await kinesis.send(new GetResourcePolicyCommand({ ResourceARN: Arn }));
  expect(attached.Policy).toContain(Arn);
});
