import type { FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  paginateListSchedules,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';

const HOUR = 3_600_000;
const ref = (Ref: string) => ({ Ref });
const attribute = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const grant = (Action: string, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

function role(service: string | readonly string[], condition: object, ...statements: object[]) {
  const trust = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    ...condition,
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      Policies: [
        { PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
      ],
    },
  };
}

/** As AWS recommends: the role is for the schedules of one group. */
const OF_GROUP = {
  Condition: {
    StringEquals: {
      'aws:SourceAccount': ref('AWS::AccountId'),
      'aws:SourceArn': attribute('Group'),
    },
  },
};

const TEMPLATE = {
  Resources: {
    Group: {
      Type: 'AWS::Scheduler::ScheduleGroup',
      Properties: { Name: 'nightly', Tags: [{ Key: 'team', Value: 'data' }] },
    },
    Nightly: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        GroupName: ref('Group'),
        ScheduleExpression: 'cron(0 3 * * ? *)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: ref('Machine'),
          RoleArn: attribute('MachineStarter'),
          Input: '{"time":"<aws.scheduler.scheduled-time>"}',
          RetryPolicy: { MaximumRetryAttempts: '3', MaximumEventAgeInSeconds: 3600 },
          DeadLetterConfig: { Arn: attribute('DeadLetters') },
        },
      },
    },
    MachineStarter: role(
      'scheduler.amazonaws.com',
      OF_GROUP,
      grant('states:StartExecution', ref('Machine')),
    ),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: attribute('MachineRole'),
        Definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      },
    },
    MachineRole: role('states.amazonaws.com', {}, grant('sqs:SendMessage', '*')),
    // As the Serverless Framework writes `schedule: { method: scheduler }`.
    CleanSchedulerSchedule1: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(0 5 * * ? *)',
        State: 'ENABLED',
        Target: {
          Arn: attribute('CleanLambdaFunction'),
          RoleArn: attribute('IamRoleLambdaExecution'),
          Input: '{"number":"<aws.scheduler.attempt-number>"}',
        },
        FlexibleTimeWindow: { Mode: 'OFF' },
        Name: 'night-clean',
        ScheduleExpressionTimezone: 'Europe/Berlin',
      },
    },
    IamRoleLambdaExecution: role(
      ['lambda.amazonaws.com', 'scheduler.amazonaws.com'],
      {},
      grant('logs:*', '*'),
      grant('lambda:InvokeFunction', {
        'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:night-dev-clean',
      }),
    ),
    CleanLambdaFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'night-dev-clean',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: attribute('IamRoleLambdaExecution'),
        Code: {
          ZipFile: 'exports.handler = async (event) => console.log("cleaned", event.number);',
        },
      },
    },
    DeadLetters: { Type: 'AWS::SQS::Queue' },
    Tea: { Type: 'AWS::SQS::Queue' },
    /** It may not send to the queue. */
    Helpless: role(
      'scheduler.amazonaws.com',
      {},
      grant('sqs:SendMessage', attribute('DeadLetters')),
    ),
    Sender: role(
      'scheduler.amazonaws.com',
      {},
      grant('sqs:SendMessage', attribute('Tea')),
      grant('sqs:CreateQueue', '*'),
    ),
  },
  Outputs: {
    Nightly: { Value: ref('Nightly') },
    NightlyArn: { Value: attribute('Nightly') },
    Group: { Value: attribute('Group') },
    Machine: { Value: ref('Machine') },
    MachineStarter: { Value: attribute('MachineStarter') },
    Helpless: { Value: attribute('Helpless') },
    Sender: { Value: attribute('Sender') },
    Tea: { Value: ref('Tea') },
    TeaArn: { Value: attribute('Tea') },
    DeadLetters: { Value: ref('DeadLetters') },
    DeadLettersArn: { Value: attribute('DeadLetters') },
  },
};

/** Of the schedules in the template the one at three in the morning comes first. */
const NOON = '2030-06-01T12:00:00Z';

let cloud: BootedCloud;
let scheduler: SchedulerClient;
let sqs: SQSClient;
let states: SFNClient;
const output = (name: string) => cloud.stack.outputs.get(name)!.value;

beforeAll(async () => {
  const template = parseTemplate(JSON.stringify(TEMPLATE), 'the template');
  const made = { stackName: 'tea', template, artifact: () => new Uint8Array() };
  cloud = await bootCloud(made, { port: 0, seed: 'scheduler', frozenAt: Date.parse(NOON) });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const config = { endpoint: cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  scheduler = new SchedulerClient(config);
  sqs = new SQSClient(config);
  states = new SFNClient(config);
});
afterAll(() => cloud.close());

/** A schedule of the queue, in an hour, other than these members say. */
function schedule(Name: string, members: object = {}): CreateScheduleCommandInput {
  const time = new Date(cloud.cloud.clock.now() + HOUR).toISOString().slice(0, 19);
  return {
    Name,
    ScheduleExpression: `at(${time})`,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: output('TeaArn'), RoleArn: output('Sender'), Input: 'tea' },
    ...members,
  };
}

async function messages(queue: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: output(queue), MessageAttributeNames: ['All'] }),
  );
  return Messages;
}

describe('a schedule of a template', () => {
  test('starts its machine at the time of its zone, which the clock can be moved on to', async () => {
    const clock = (await (await fetch(`${cloud.endpoint}/_local/clock`)).json()) as {
      now: number;
      nextSchedule: number;
    };
    const inBerlin = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Berlin',
      timeStyle: 'short',
    });
    expect(inBerlin.format(clock.nextSchedule)).toBe('03:00');
    await cloud.cloud.clock.advance(clock.nextSchedule - clock.now);
    await cloud.cloud.clock.idle();
    const { executions = [] } = await states.send(
      new ListExecutionsCommand({ stateMachineArn: output('Machine') }),
    );
    expect(executions).toHaveLength(1);
    const { executionArn } = executions[0]!;
    const { input } = await states.send(new DescribeExecutionCommand({ executionArn }));
    const time = `${new Date(clock.nextSchedule).toISOString().slice(0, 19)}Z`;
    expect(JSON.parse(input!)).toEqual({ time });
  });

  test('is what the API shows, in its group, which has the tags', async () => {
    const Name = output('Nightly');
    const shown = await scheduler.send(new GetScheduleCommand({ Name, GroupName: 'nightly' }));
    expect(shown).toMatchObject({
      Arn: output('NightlyArn'),
      ScheduleExpressionTimezone: 'Europe/Berlin',
      Target: { RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 } },
    });
    const { Tags } = await scheduler.send(
      new ListTagsForResourceCommand({ ResourceArn: output('Group') }),
    );
    expect(Tags).toEqual([{ Key: 'team', Value: 'data' }]);
  });

  test('cannot have its role in another group', async () => {
    const Target = { Arn: output('TeaArn'), RoleArn: output('MachineStarter') };
    const refused = scheduler.send(new CreateScheduleCommand(schedule('other', { Target })));
    await expect(refused).rejects.toBeInstanceOf(ValidationException);
    await expect(refused).rejects.toThrow(
      'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    );
  });

  test('refuses a property that is not served by its name', async () => {
    const template = structuredClone(TEMPLATE) as { Resources: Record<string, object> };
    const { Nightly } = TEMPLATE.Resources;
    const Target = { ...Nightly.Properties.Target, EcsParameters: { TaskDefinitionArn: 'a' } };
    template.Resources.Nightly = { ...Nightly, Properties: { ...Nightly.Properties, Target } };
    const made = { stackName: 'tea', template: parseTemplate(JSON.stringify(template), 'it') };
    const booted = bootCloud({ ...made, artifact: () => new Uint8Array() }, { port: 0 });
    await expect(booted).rejects.toThrow(/Nightly[\s\S]*EcsParameters/);
  });

  test('is changed in place', async () => {
    const template = structuredClone(TEMPLATE);
    template.Resources.Nightly.Properties.ScheduleExpression = 'cron(0 4 * * ? *)';
    const { updated } = await cloud.stack.update({
      template: parseTemplate(JSON.stringify(template), 'the template'),
      artifact: () => new Uint8Array(),
    });
    expect(updated).toEqual(['Nightly']);
    const named = { Name: output('Nightly'), GroupName: 'nightly' };
    const shown = await scheduler.send(new GetScheduleCommand(named));
    expect(shown.ScheduleExpression).toBe('cron(0 4 * * ? *)');
  });
});

test('the schedule that the framework writes invokes its function', async () => {
  await cloud.cloud.clock.advance(24 * HOUR);
  const { events = [] } = await cloud.cloud.call<FilterLogEventsCommandOutput>(
    cloud.cloud.root,
    'CloudWatch Logs',
    'FilterLogEvents',
    { logGroupName: '/aws/lambda/night-dev-clean', filterPattern: 'cleaned' },
  );
  expect(events.map(({ message }) => message)).toEqual([expect.stringContaining('cleaned 1')]);
});

test('a schedule is made, changed, listed in pages and deleted', async () => {
  await scheduler.send(new CreateScheduleGroupCommand({ Name: 'own' }));
  const GroupName = 'own';
  for (const Name of ['b', 'a']) {
    await scheduler.send(new CreateScheduleCommand(schedule(Name, { GroupName })));
  }
  const EndDate = new Date('2199-01-01T00:00:00Z');
  await scheduler.send(
    new UpdateScheduleCommand(
      schedule('a', { GroupName, EndDate, ScheduleExpression: 'rate(1 days)', State: 'DISABLED' }),
    ),
  );
  const shown = await scheduler.send(new GetScheduleCommand({ Name: 'a', GroupName }));
  expect(shown).toMatchObject({ ScheduleExpression: 'rate(1 days)', State: 'DISABLED', EndDate });
  const names: string[] = [];
  for await (const page of paginateListSchedules({ client: scheduler, pageSize: 1 }, { GroupName }))
    names.push(...page.Schedules!.map(({ Name }) => Name!));
  expect(names).toEqual(['a', 'b']);
  await scheduler.send(new DeleteScheduleCommand({ Name: 'a', GroupName }));
  await scheduler.send(new DeleteScheduleCommand({ Name: 'b', GroupName }));
  const { Schedules } = await scheduler.send(new ListSchedulesCommand({ GroupName }));
  expect(Schedules).toEqual([]);
});

test('the SDK knows the errors by their classes', async () => {
  const missing = scheduler.send(new GetScheduleCommand({ Name: 'none' }));
  await expect(missing).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(missing).rejects.toThrow('Schedule none does not exist.');
  await expect(missing).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  const taken = scheduler.send(new CreateScheduleGroupCommand({ Name: 'default' }));
  await expect(taken).rejects.toBeInstanceOf(ConflictException);
  const ScheduleExpression = 'cron(0 1 * * * *)';
  const invalid = scheduler.send(new CreateScheduleCommand(schedule('a', { ScheduleExpression })));
  await expect(invalid).rejects.toBeInstanceOf(ValidationException);
  await expect(invalid).rejects.toThrow('Invalid Schedule Expression cron(0 1 * * * *).');
});

test('a single message is sent, and its schedule goes when it is told to', async () => {
  const ActionAfterCompletion = 'DELETE';
  await scheduler.send(new CreateScheduleCommand(schedule('once', { ActionAfterCompletion })));
  await cloud.cloud.clock.advance(HOUR);
  expect((await messages('Tea')).map(({ Body }) => Body)).toEqual(['tea']);
  const gone = scheduler.send(new GetScheduleCommand({ Name: 'once' }));
  await expect(gone).rejects.toBeInstanceOf(ResourceNotFoundException);
});

test('what the role may not do ends in the dead-letter queue, with the reason', async () => {
  const Target = {
    Arn: output('TeaArn'),
    RoleArn: output('Helpless'),
    Input: 'tea',
    DeadLetterConfig: { Arn: output('DeadLettersArn') },
  };
  await scheduler.send(new CreateScheduleCommand(schedule('helpless', { Target })));
  await cloud.cloud.clock.advance(HOUR);
  const [dead, ...others] = await messages('DeadLetters');
  expect(others).toEqual([]);
  expect(dead?.Body).toBe('tea');
  expect(dead?.MessageAttributes?.ERROR_CODE?.StringValue).toMatch(/AccessDenied/);
  expect(dead?.MessageAttributes?.ERROR_MESSAGE?.StringValue).toContain('sqs:SendMessage');
  expect(dead?.MessageAttributes?.TARGET_ARN?.StringValue).toBe(output('TeaArn'));
});

test('a universal target calls any operation that is served, as the role', async () => {
  const Arn = 'arn:aws:scheduler:::aws-sdk:sqs:createQueue';
  const Target = { Arn, RoleArn: output('Sender'), Input: '{"QueueName":"made-by-schedule"}' };
  await scheduler.send(new CreateScheduleCommand(schedule('universal', { Target })));
  await cloud.cloud.clock.advance(HOUR);
  const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'made-by' }));
  expect(QueueUrls).toHaveLength(1);
  const wrong = { ...Target, Input: '{"Name":"a"}' };
  const refused = scheduler.send(new CreateScheduleCommand(schedule('b', { Target: wrong })));
  await expect(refused).rejects.toThrow('Invalid RequestJson provided.');
});
