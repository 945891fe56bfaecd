import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  type StateMachineType,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { clientOptions } from '../../src/client/options.ts';

type Options = ReturnType<typeof clientOptions>;

/** Much of one kind. */
export interface Load {
  /** How many in all. */
  readonly count: number;
  /** How many a call makes. */
  readonly size: number;
  begin(options: Options): Promise<Work>;
}

interface Work {
  call(number: number): Promise<unknown>;
  /** Deletes all that came of the calls. */
  remove(): Promise<unknown>;
}

const SUM = {
  QueryLanguage: 'JSONata',
  StartAt: 'Sum',
  States: { Sum: { Type: 'Pass', Output: '{% {"sum": $states.input.n + 1} %}', End: true } },
};
const WAIT = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 604_800, End: true } } };
/** The body of a message, and what an item holds beside its key. */
const TEXT = 'x'.repeat(200);

export const LOADS: Readonly<Record<string, Load>> = {
  'Express executions': { count: 50_000, size: 1, begin: express },
  'Standard executions': { count: 20_000, size: 1, begin: (options) => standard(options, SUM) },
  'waiting executions': { count: 100_000, size: 1, begin: (options) => standard(options, WAIT) },
  'SQS messages': { count: 200_000, size: 10, begin: messages },
  'DynamoDB items': { count: 100_000, size: 25, begin: items },
};

async function express(options: Options): Promise<Work> {
  const client = new SFNClient(options);
  const stateMachineArn = await makeMachine(options, 'EXPRESS', SUM);
  return {
    call: (n) =>
      client.send(new StartSyncExecutionCommand({ stateMachineArn, input: JSON.stringify({ n }) })),
    remove: () => client.send(new DeleteStateMachineCommand({ stateMachineArn })),
  };
}

async function standard(options: Options, definition: object): Promise<Work> {
  const client = new SFNClient(options);
  const stateMachineArn = await makeMachine(options, 'STANDARD', definition);
  return {
    call: (n) =>
      client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ n }) })),
    remove: () => client.send(new DeleteStateMachineCommand({ stateMachineArn })),
  };
}

async function makeMachine(
  options: Options,
  type: StateMachineType,
  definition: object,
): Promise<string> {
  const Principal = { Service: 'states.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  const { Role } = await new IAMClient(options).send(
    new CreateRoleCommand({
      RoleName: 'load',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const made = await new SFNClient(options).send(
    new CreateStateMachineCommand({
      name: 'load',
      type,
      roleArn: Role!.Arn!,
      definition: JSON.stringify(definition),
    }),
  );
  return made.stateMachineArn!;
}

async function messages(options: Options): Promise<Work> {
  const client = new SQSClient(options);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'load' }));
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: String(n), MessageBody: TEXT }));
  return {
    call: () => client.send(new SendMessageBatchCommand({ QueueUrl, Entries })),
    remove: () => client.send(new DeleteQueueCommand({ QueueUrl })),
  };
}

async function items(options: Options): Promise<Work> {
  const client = new DynamoDBClient(options);
  const TableName = 'load';
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  const item = (id: number) => ({
    PutRequest: { Item: { id: { N: String(id) }, text: { S: TEXT } } },
  });
  return {
    call: (n) => {
      const load = Array.from({ length: 25 }, (_, at) => item(n * 25 + at));
      return client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: load } }));
    },
    remove: () => client.send(new DeleteTableCommand({ TableName })),
  };
}
