import type { Constraint } from '../../core/contract.ts';

/**
 * What the API model says of members that several operations have.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
const NAME = '[0-9a-zA-Z-_.]+';

export const name = {
  required: true,
  length: [1, 64],
  pattern: NAME,
} as const satisfies Constraint;
export const groupName = { length: [1, 64], pattern: NAME } as const satisfies Constraint;
export const namePrefix = { length: [1, 64], pattern: NAME } as const satisfies Constraint;
export const clientToken = {
  length: [1, 64],
  pattern: '[a-zA-Z0-9-_]+',
} as const satisfies Constraint;
export const state = { enum: ['ENABLED', 'DISABLED'] } as const satisfies Constraint;
export const nextToken = { length: [1, 2048] } as const satisfies Constraint;
export const maxResults = { range: [1, 100] } as const satisfies Constraint;

export const groupArn = {
  required: true,
  length: [1, 1011],
  pattern: 'arn:aws[a-z-]*:scheduler:[a-z0-9\\-]+:\\d{12}:schedule-group\\/[0-9a-zA-Z-_.]+',
} as const satisfies Constraint;
export const tags = {
  length: [0, 200],
  items: {
    members: {
      Key: { required: true, length: [1, 128] },
      Value: { required: true, length: [1, 256] },
    },
  },
} as const satisfies Constraint;

/** Of the kinds of targets that are served. */
const target = {
  required: true,
  members: {
    Arn: { required: true, length: [1, 1600] },
    RoleArn: {
      required: true,
      length: [1, 1600],
      pattern: 'arn:aws[a-z-]*:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+',
    },
    Input: { length: [1] },
    DeadLetterConfig: {
      members: {
        Arn: {
          length: [1, 1600],
          pattern: 'arn:aws[a-z-]*:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+',
        },
      },
    },
    RetryPolicy: {
      members: {
        MaximumEventAgeInSeconds: { range: [60, 86_400] },
        MaximumRetryAttempts: { range: [0, 185] },
      },
    },
    EventBridgeParameters: {
      members: {
        DetailType: { required: true, length: [1, 128] },
        Source: {
          required: true,
          length: [1, 256],
          pattern: '(?=[/\\.\\-_A-Za-z0-9]+)((?!aws\\.).*)|(\\$(\\.[\\w_-]+(\\[(\\d+|\\*)\\])*)*)',
        },
      },
    },
    KinesisParameters: { members: { PartitionKey: { required: true, length: [1, 256] } } },
    SqsParameters: { members: { MessageGroupId: { length: [1, 128] } } },
  },
} as const satisfies Constraint;

/** What CreateSchedule and UpdateSchedule say of a schedule. */
export const schedule = {
  Name: name,
  GroupName: groupName,
  ScheduleExpression: { required: true, length: [1, 256] },
  StartDate: {},
  EndDate: {},
  Description: { length: [0, 512] },
  ScheduleExpressionTimezone: { length: [1, 50] },
  State: state,
  Target: target,
  FlexibleTimeWindow: {
    required: true,
    members: {
      Mode: { required: true, enum: ['OFF', 'FLEXIBLE'] },
      MaximumWindowInMinutes: { range: [1, 1440] },
    },
  },
  ClientToken: clientToken,
  ActionAfterCompletion: { enum: ['NONE', 'DELETE'] },
} as const satisfies Readonly<Record<string, Constraint>>;
