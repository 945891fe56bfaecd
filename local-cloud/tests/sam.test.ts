import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { testFolder } from '../src/core/testing.ts';
import { expectExecution, startCloud } from '../src/index.ts';

/** A roastery: an event starts the machine, which asks a function, keeps the answer, and tells a queue. */
const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs24.x
    Timeout: 30
    Handler: roast.handler
    CodeUri: functions
Resources:
  Roasts:
    Type: AWS::Serverless::SimpleTable
    Properties: { PrimaryKey: { Name: batch, Type: String } }
  Done: { Type: AWS::SQS::Queue }
  Roast:
    Type: AWS::Serverless::Function
  Ask:
    Type: AWS::Serverless::Function
    Properties:
      Handler: ask.handler
      Events:
        Get: { Type: HttpApi, Properties: { Path: "/batches/{batch}", Method: GET } }
  Note:
    Type: AWS::Serverless::Function
    Properties:
      Handler: note.handler
      Environment: { Variables: { TABLE: !Ref Roasts } }
      Policies:
        - DynamoDBWritePolicy: { TableName: !Ref Roasts }
      Events:
        OnDone:
          Type: SQS
          Properties: { Queue: !GetAtt Done.Arn, BatchSize: 1 }
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: order.asl.yaml
      Tracing: { Enabled: true }
      DefinitionSubstitutions:
        RoastArn: !GetAtt Roast.Arn
        Queue: !Ref Done
      Policies:
        - SQSSendMessagePolicy: { QueueName: !GetAtt Done.QueueName }
      Events:
        OnOrder:
          Type: EventBridgeRule
          Properties:
            Pattern: { source: [shop], detail-type: [order] }
            InputPath: $.detail
    Connectors:
      ToRoast:
        Properties: { Destination: { Id: Roast }, Permissions: [Write] }
Outputs:
  Url: { Value: !Sub "https://\${ServerlessHttpApi}.execute-api.\${AWS::Region}.amazonaws.com" }
`;

const DEFINITION = `
QueryLanguage: JSONata
StartAt: Roast
States:
  Roast:
    Type: Task
    Resource: \${RoastArn}
    Arguments: "{% $states.input %}"
    Next: Tell
  Tell:
    Type: Task
    Resource: arn:aws:states:::sqs:sendMessage
    Arguments:
      QueueUrl: \${Queue}
      MessageBody: "{% $states.input %}"
    Output: { told: true }
    End: true
`;

const ROAST = `exports.handler = async ({ batch }) => ({ batch, colour: 'dark' });`;
const NOTE = `const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
exports.handler = async ({ Records: [record] }) => {
  const { batch, colour } = JSON.parse(record.body);
  const Item = { batch: { S: batch }, colour: { S: colour } };
  await new DynamoDBClient().send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
};`;

const ASK = `exports.handler = async ({ pathParameters }) => 'Batch ' + pathParameters.batch;`;

function project(): string {
  const folder = testFolder();
  mkdirSync(join(folder, 'functions'));
  const files = {
    'template.yaml': TEMPLATE,
    'order.asl.yaml': DEFINITION,
    'functions/roast.js': ROAST,
    'functions/note.js': NOTE,
    'functions/ask.js': ASK,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, 'template.yaml');
}

test('a template of SAM runs as it is: its code, its roles, its events', async () => {
  await using cloud = await startCloud({ template: project() });
  const execution = await cloud.run('Order', { batch: 'b-1' });
  expectExecution(execution, {
    status: 'SUCCEEDED',
    path: ['Roast', 'Tell'],
    output: { told: true },
  });
  const answer = await fetch(`${cloud.output('Url')}/batches/b-1`);
  expect(await answer.text()).toBe('Batch b-1');
  const Detail = JSON.stringify({ batch: 'b-2' });
  const event = { Source: 'shop', DetailType: 'order', Detail };
  await cloud.client(EventBridgeClient).send(new PutEventsCommand({ Entries: [event] }));
  const QueueUrl = cloud.resource('Done');
  const MessageBody = JSON.stringify({ batch: 'b-3', colour: 'light' });
  await cloud.client(SQSClient).send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const scan = () =>
    cloud.client(DynamoDBClient).send(new ScanCommand({ TableName: cloud.resource('Roasts') }));
  await expect
    .poll(async () => (await scan()).Items?.map(({ batch }) => batch?.S).sort(), {
      timeout: 20_000,
    })
    .toEqual(['b-1', 'b-2', 'b-3']);
});
