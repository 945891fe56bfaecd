import {
  DescribeReplayCommand,
  EventBridgeClient,
  PutEventsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { startCloud } from '../src/index.ts';

const attribute = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const TEMPLATE = {
  Resources: {
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'garden' } },
    Archive: {
      Type: 'AWS::Events::Archive',
      Properties: {
        SourceArn: attribute('Bus'),
        EventPattern: { source: ['beds'] },
        RetentionDays: 10,
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'again' } },
    Open: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: attribute('Queue'),
          },
        },
      },
    },
    Replayed: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { 'replay-name': [{ exists: true }] },
        Targets: [{ Id: 'queue', Arn: attribute('Queue') }],
      },
    },
  },
  Outputs: { Archive: { Value: attribute('Archive') }, Bus: { Value: attribute('Bus') } },
};

test('what an archive of a template kept is replayed to the rules of its bus', async () => {
  await using cloud = await startCloud({ template: TEMPLATE });
  const client = cloud.client(EventBridgeClient);
  const Time = new Date('2026-05-04T10:00:00Z');
  const entry = { EventBusName: 'garden', DetailType: 'Sown', Detail: '{"row":1}', Time };
  const Entries = ['beds', 'lawn'].map((Source) => ({ ...entry, Source }));
  await client.send(new PutEventsCommand({ Entries }));
  const ReplayName = 'spring';
  await client.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: cloud.outputs.Archive!,
      EventStartTime: Time,
      EventEndTime: new Date(Time.getTime() + 60_000),
      Destination: { Arn: cloud.outputs.Bus! },
    }),
  );
  await cloud.clock.advance('1s');
  const told = await client.send(new DescribeReplayCommand({ ReplayName }));
  expect(told).toMatchObject({ State: 'COMPLETED', EventLastReplayedTime: Time });
  const QueueUrl = cloud.resource('Queue');
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await cloud.client(SQSClient).send(receive);
  expect(Messages.map(({ Body }) => JSON.parse(Body!))).toMatchObject([
    { source: 'beds', 'replay-name': ReplayName, detail: { row: 1 } },
  ]);
});
