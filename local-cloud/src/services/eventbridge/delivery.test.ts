import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { KnownJson } from '../../core/known-json.ts';
import { turnsDuring } from '../../core/testing.ts';
import { nextTurn } from '../../core/turns.ts';
import { afterLoad, callable, throttled } from '../testing.ts';
import { createEventBridge } from './index.ts';
import { createWorld, DEAD_LETTERS, MACHINE, QUEUE, ROLE, RULE, type World } from './testing.ts';

let world: World;
beforeEach(() => {
  world = createWorld();
});

const EVENTS = { kind: 'service', service: 'events.amazonaws.com', sourceArn: RULE };

describe('an event reaches', () => {
  test('a state machine as the input of an execution, started with the role of the target', async () => {
    await world.rule({ Arn: MACHINE, RoleArn: ROLE, InputPath: '$.detail' });
    await world.put({ cup: 3 });
    expect(world.delivered()).toMatchObject([
      {
        principal: {
          kind: 'role',
          roleArn: ROLE,
          arn: expect.stringMatching(/^arn:aws:sts::123456789012:assumed-role\/tea\/[0-9a-f]{32}$/),
        },
        sdkId: 'SFN',
        operation: 'StartExecution',
        input: { stateMachineArn: MACHINE, input: '{"cup":3}' },
      },
    ]);
  });

  test('a queue with the digits of the numbers that it was told of', async () => {
    const InputTransformer = {
      InputPathsMap: { id: '$.detail.id' },
      InputTemplate: '{"id": <id>, "text": "no. <id>", "all": <aws.events.event.json>}',
    };
    await world.rule({ Arn: QUEUE, InputTransformer }, { detail: { rate: [1] } });
    await world.put({}, { Detail: '{"id":9007199254740993,"rate":1.0}' });

    const input = world.delivered()[0]!.input as { MessageBody: string };
    expect(input.MessageBody).toMatch(
      /^\{"id": 9007199254740993, "text": "no. 9007199254740993", "all": .*"detail":\{"id":9007199254740993,"rate":1.0\}\}\}$/,
    );
  });

  test('a queue as it is told in process by a service of AWS, which knows that it is JSON', async () => {
    await world.rule({ Arn: QUEUE, InputPath: '$.detail' }, { detail: { status: ['FAILED'] } });
    await world.put({}, { Detail: KnownJson.ofValue({ status: 'SUCCEEDED' }) });
    await world.put({}, { Detail: KnownJson.ofValue({ status: 'FAILED', output: null }) });

    expect(world.delivered().map(({ input }) => input)).toEqual([
      expect.objectContaining({ MessageBody: '{"status":"FAILED","output":null}' }),
    ]);
  });

  test('a function asynchronously, called by EventBridge itself for the rule', async () => {
    const Arn = 'arn:aws:lambda:us-east-1:123456789012:function:tea';
    await world.rule({ Arn, Input: '{}' });
    await world.put({});
    expect(world.delivered()).toMatchObject([
      {
        principal: EVENTS,
        sdkId: 'Lambda',
        operation: 'Invoke',
        input: { FunctionName: Arn, InvocationType: 'Event', Payload: Buffer.from('{}') },
      },
    ]);
  });

  test('a queue, in the group of messages that the target names', async () => {
    await world.rule({
      Arn: `${QUEUE}.fifo`,
      SqsParameters: { MessageGroupId: 'cups' },
      Input: '1',
    });
    await world.put({});
    expect(world.delivered()).toMatchObject([
      {
        principal: EVENTS,
        sdkId: 'SQS',
        operation: 'SendMessage',
        input: { QueueUrl: 'tea.fifo', MessageBody: '1', MessageGroupId: 'cups' },
      },
    ]);
  });

  test('a stream, under its own id, put with the role of the target', async () => {
    const Arn = 'arn:aws:kinesis:us-east-1:123456789012:stream/tea';
    await world.rule({ Arn, RoleArn: ROLE, Input: '1' });
    const { Entries } = await world.put({});
    expect(world.delivered()).toMatchObject([
      {
        principal: { kind: 'role', roleArn: ROLE },
        sdkId: 'Kinesis',
        operation: 'PutRecord',
        input: { StreamARN: Arn, PartitionKey: Entries![0]!.EventId, Data: Buffer.from('1') },
      },
    ]);
  });

  test('a topic', async () => {
    const Arn = 'arn:aws:sns:us-east-1:123456789012:tea';
    await world.rule({ Arn, Input: '"Tea"' });
    await world.put({});
    expect(world.delivered()).toMatchObject([
      { principal: EVENTS, sdkId: 'SNS', input: { TopicArn: Arn, Message: '"Tea"' } },
    ]);
  });
});

describe('the role of a target', () => {
  beforeEach(() =>
    world.rule({ Arn: MACHINE, RoleArn: ROLE, DeadLetterConfig: { Arn: DEAD_LETTERS } }),
  );

  test('is assumed by EventBridge for the rule', async () => {
    await world.put({});
    expect(world.cloud.calls[0]).toMatchObject({
      principal: EVENTS,
      operation: 'AssumeRole',
      input: { RoleArn: ROLE },
    });
  });

  test('that does not trust EventBridge delivers nothing', async () => {
    world.answerWith(({ sdkId }) =>
      sdkId === 'STS' ? new AwsError('AccessDenied', 'No.', { status: 403 }) : undefined,
    );
    await world.put({});
    const { calls, dead } = outcome();
    expect(calls).toBe(0);
    expect(dead).toMatchObject([{ attributes: { ERROR_CODE: 'NO_PERMISSIONS' } }]);
  });
});

/** How often the target was called, and what the dead-letter queue got. */
function outcome() {
  const calls = world.delivered();
  const isDead = ({ input }: (typeof calls)[number]) =>
    'QueueUrl' in input && input.QueueUrl === 'tea-dead';
  const dead = calls.filter(isDead).map(({ principal, input }) => {
    const { MessageBody, MessageAttributes } = input as {
      MessageBody: string;
      MessageAttributes: Record<string, { DataType: string; StringValue: string }>;
    };
    const attributes = Object.entries(MessageAttributes);
    return {
      principal,
      event: JSON.parse(MessageBody),
      attributes: Object.fromEntries(
        attributes.map(([name, { StringValue }]) => [name, StringValue]),
      ),
    };
  });
  return { calls: calls.length - dead.length, dead };
}

/** The target fails; the dead-letter queue does not. */
function targetFails(failure: () => AwsError | undefined) {
  world.answerWith(({ sdkId, input }) =>
    sdkId === 'STS' || ('QueueUrl' in input && input.QueueUrl === 'tea-dead')
      ? undefined
      : failure(),
  );
}

const DeadLetterConfig = { Arn: DEAD_LETTERS };

describe('a target that is throttled or down', () => {
  test('is called again until it takes the event', async () => {
    let failures = 3;
    targetFails(() => (failures-- > 0 ? throttled() : undefined));
    await world.rule({ DeadLetterConfig });
    await world.put({});
    await world.cloud.clock.advance(60_000);
    expect(outcome()).toEqual({ calls: 4, dead: [] });
  });

  test('leaves the clock free to move on meanwhile', async () => {
    targetFails(throttled);
    await world.rule({});
    await world.put({});
    expect(world.cloud.clock.inFlight).toBe(0);
    expect(world.cloud.clock.nextDue).toBeGreaterThan(world.cloud.clock.now());
  });

  test('is given up after the retries that the policy allows', async () => {
    targetFails(() => new AwsError('ServiceUnavailable', 'Down.', { status: 503 }));
    await world.rule({ DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts: 2 } });
    const { Entries } = await world.put({ cup: 3 });
    await world.cloud.clock.advance(60_000);
    expect(outcome()).toEqual({
      calls: 3,
      dead: [
        {
          principal: expect.objectContaining(EVENTS),
          event: expect.objectContaining({ id: Entries?.[0]?.EventId, detail: { cup: 3 } }),
          attributes: {
            RULE_ARN: RULE,
            TARGET_ARN: QUEUE,
            ERROR_CODE: 'ERROR_FROM_TARGET',
            ERROR_MESSAGE: 'Down.',
            EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
            RETRY_ATTEMPTS: '2',
          },
        },
      ],
    });
  });

  test('is given up when the event is too old', async () => {
    targetFails(throttled);
    await world.rule({ DeadLetterConfig, RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    await world.put({});
    await world.cloud.clock.advance(60_000);
    expect(outcome().dead).toMatchObject([
      {
        attributes: {
          ERROR_CODE: 'THROTTLING',
          EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
        },
      },
    ]);
  });

  test('is tried for a day, 185 times at most, unless the policy says otherwise', async () => {
    targetFails(throttled);
    await world.rule({ DeadLetterConfig });
    await world.put({});
    await world.cloud.clock.advance(86_400_000);
    const { calls, dead } = outcome();
    expect(calls).toBeGreaterThan(100);
    expect(calls).toBeLessThanOrEqual(186);
    expect(dead).toHaveLength(1);
  });
});

test.each([
  ['AccessDeniedException', 400, 'NO_PERMISSIONS'],
  ['StateMachineDoesNotExist', 400, 'NO_RESOURCE'],
  ['AWS.SimpleQueueService.NonExistentQueue', 400, 'NO_RESOURCE'],
  ['InvalidExecutionInput', 400, 'INVALID_JSON'],
  ['ValidationException', 400, 'INVALID_PARAMETER'],
  ['SomethingElse', 400, 'SDK_CLIENT_ERROR'],
])(
  '%s helps no retry: the event goes to the dead-letter queue at once',
  async (code, status, ERROR_CODE) => {
    targetFails(() => new AwsError(code, 'No.', { status }));
    await world.rule({ DeadLetterConfig });
    await world.put({});
    const { calls, dead } = outcome();
    expect(calls).toBe(1);
    expect(dead).toMatchObject([{ attributes: { ERROR_CODE, RETRY_ATTEMPTS: '0' } }]);
    expect(dead[0]?.attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
  },
);

test('without a dead-letter queue the loss is reported', async () => {
  const reported: string[] = [];
  world.cloud.background = (label, work) => {
    work().catch((error: AwsError) => reported.push(`${label}: ${error.code}`));
  };
  targetFails(() => new AwsError('AccessDenied', 'No.'));
  await world.rule({});
  await world.put({});
  expect(reported).toEqual([`${RULE} to ${QUEUE}: AccessDenied`]);
});

test('a delivery that is to be tried again comes after a load, and rules go on', async () => {
  await world.rule({ Input: '{"cup":1}', RetryPolicy: { MaximumRetryAttempts: 2 } });
  world.answerWith(() => throttled());
  await world.put({});
  const { cloud, eventBridge: service } = world;
  const after = afterLoad({ cloud, service }, createEventBridge);
  await after.cloud.clock.advance(1000);
  expect(after.cloud.calls).toMatchObject([
    { principal: EVENTS, operation: 'SendMessage', input: { MessageBody: '{"cup":1}' } },
  ]);
  const entry = { Source: 'kitchen', DetailType: 'Tea Made', Detail: '{}' };
  await callable(after.service).PutEvents({ Entries: [entry] });
  await after.cloud.clock.idle();
  expect(after.cloud.calls).toHaveLength(2);
});

test('others have their turn between what transformers make of a long event', async () => {
  const InputTransformer = { InputPathsMap: { all: '$.detail' }, InputTemplate: '{"all": <all>}' };
  await world.events.PutRule({ Name: 'tea', EventPattern: '{"source":["kitchen"]}' });
  const Targets = [1, 2, 3, 4, 5].map((id) => ({ Id: `${id}`, Arn: QUEUE, InputTransformer }));
  await world.events.PutTargets({ Rule: 'tea', Targets });
  const delivered = new Set<number>();
  const put = async () => {
    await world.put({ long: 'x'.repeat(50_000) });
    while (world.delivered().length < 5) await nextTurn();
  };
  await turnsDuring(put, () => delivered.add(world.delivered().length));
  expect([...delivered].filter((count) => count > 0 && count < 5)).toEqual([1, 2, 3, 4]);
});
