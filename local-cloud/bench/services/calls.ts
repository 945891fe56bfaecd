import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { clientOptions } from '../../src/client/options.ts';
import { Wire } from './wire.ts';

/** What is measured of a service. */
export interface Calls {
  readonly wire: Wire;
  /** By what is called, in the order in which it is measured. */
  readonly operations: Readonly<Record<string, (n: number) => Promise<unknown>>>;
  /** HTTP calls that one of the above makes, where it is not one. */
  readonly callsOf?: Readonly<Record<string, number>>;
  /** Makes some of what is held, `size` at a time. Absent: nothing is. */
  readonly hold?: { readonly size: number; call(n: number): Promise<unknown> };
}

export interface Raced {
  readonly peer?: 'fauxqs' | 'dynalite';
  /** Of what it holds, for people. */
  readonly things?: string;
  begin(endpoint: string): Promise<Calls>;
}

export const SERVICES: Readonly<Record<string, Raced>> = {
  SQS: { peer: 'fauxqs', things: 'messages', begin: sqs },
  DynamoDB: { peer: 'dynalite', things: 'items', begin: dynamodb },
  'Step Functions': { begin: stepFunctions },
};

/** The body of a message, and what an item holds beside its key. */
const TEXT = 'x'.repeat(200);
/** Items that a Query finds. */
const FOUND = 10;

async function sqs(endpoint: string): Promise<Calls> {
  const client = new SQSClient(clientOptions(endpoint));
  const wire = new Wire(endpoint, client);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'bench' }));
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: String(n), MessageBody: TEXT }));
  await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: TEXT }));
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
  const { ReceiptHandle } = Messages![0]!;
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const receiveAndDelete = async () => {
    const received = await wire.call<{ Messages: { ReceiptHandle: string }[] }>('ReceiveMessage', {
      QueueUrl,
    });
    const { ReceiptHandle } = received.Messages[0]!;
    await wire.call('DeleteMessage', { QueueUrl, ReceiptHandle });
  };
  return {
    wire,
    operations: {
      SendMessage: () => wire.call('SendMessage', { QueueUrl, MessageBody: TEXT }),
      'ReceiveMessage + DeleteMessage': receiveAndDelete,
    },
    callsOf: { 'ReceiveMessage + DeleteMessage': 2 },
    hold: { size: 10, call: () => wire.call('SendMessageBatch', { QueueUrl, Entries }) },
  };
}

async function dynamodb(endpoint: string): Promise<Calls> {
  const client = new DynamoDBClient(clientOptions(endpoint));
  const wire = new Wire(endpoint, client);
  const TableName = 'bench';
  const keyOf = (n: number) => ({
    id: { S: `order-${Math.floor(n / FOUND)}` },
    at: { N: String(n % FOUND) },
  });
  const itemOf = (n: number) => ({ ...keyOf(n), text: { S: TEXT }, count: { N: String(n) } });
  const writeOf = (n: number) => ({ PutRequest: { Item: itemOf(n) } });
  const queryOf = (n: number) => ({
    TableName,
    KeyConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': keyOf(n).id },
  });
  const AttributeDefinitions = [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
  ] as const;
  const KeySchema = [
    { AttributeName: 'id', KeyType: 'HASH' },
    { AttributeName: 'at', KeyType: 'RANGE' },
  ] as const;
  await client.send(
    new CreateTableCommand({
      ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
      ...{ AttributeDefinitions: [...AttributeDefinitions], KeySchema: [...KeySchema] },
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName });
  await client.send(new PutItemCommand({ TableName, Item: itemOf(0) }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [writeOf(0)] } }));
  await client.send(new GetItemCommand({ TableName, Key: keyOf(0) }));
  await client.send(new QueryCommand(queryOf(0)));
  return {
    wire,
    operations: {
      PutItem: (n) => wire.call('PutItem', { TableName, Item: itemOf(n) }),
      GetItem: (n) => wire.call('GetItem', { TableName, Key: keyOf(n) }),
      Query: (n) => wire.call('Query', queryOf(n)),
    },
    hold: {
      size: 25,
      call: (n) => {
        const writes = Array.from({ length: 25 }, (_, at) => writeOf(n * 25 + at));
        return wire.call('BatchWriteItem', { RequestItems: { [TableName]: writes } });
      },
    },
  };
}

async function stepFunctions(endpoint: string): Promise<Calls> {
  const client = new SFNClient(clientOptions(endpoint));
  const wire = new Wire(endpoint, client);
  const Principal = { Service: 'states.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  const { Role } = await new IAMClient(clientOptions(endpoint)).send(
    new CreateRoleCommand({
      RoleName: 'bench',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const definition = JSON.stringify({
    StartAt: 'Pass',
    States: { Pass: { Type: 'Pass', End: true } },
  });
  const { stateMachineArn } = await client.send(
    new CreateStateMachineCommand({ name: 'bench', roleArn: Role!.Arn!, definition }),
  );
  const startOf = (n: number) => ({ stateMachineArn, input: JSON.stringify({ n, text: TEXT }) });
  const { executionArn } = await client.send(new StartExecutionCommand(startOf(0)));
  await client.send(new DescribeExecutionCommand({ executionArn }));
  return {
    wire,
    operations: {
      StartExecution: (n) => wire.call('StartExecution', startOf(n)),
      DescribeExecution: () => wire.call('DescribeExecution', { executionArn }),
    },
  };
}
