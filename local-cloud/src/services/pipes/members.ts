import type { Constraint } from '../../core/contract.ts';

/**
 * What the API model says of members that several operations have.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html
 */
const NAME = '[\\.\\-_A-Za-z0-9]+';
const ARN =
  'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-]+):([a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.+)';
const LOG_GROUP = 'arn:(aws[a-zA-Z0-9-]*):logs:[a-z0-9-]+:\\d{12}:log-group:[^:]+(:\\*)?';
/** A path into the event, in the place of a value. */
const PATH = '\\$(\\.[\\w/_-]+(\\[(\\d+|\\*)\\])*)*';

export const name = {
  required: true,
  length: [1, 64],
  pattern: NAME,
} as const satisfies Constraint;
export const namePrefix = { length: [1, 64], pattern: NAME } as const satisfies Constraint;
export const arnPrefix = { length: [1, 1600] } as const satisfies Constraint;
export const limit = { range: [1, 100] } as const satisfies Constraint;
export const nextToken = { length: [1, 2048] } as const satisfies Constraint;
export const desiredState = { enum: ['RUNNING', 'STOPPED'] } as const satisfies Constraint;
export const currentState = {
  enum: [
    ...['RUNNING', 'STOPPED', 'CREATING', 'UPDATING', 'DELETING', 'STARTING', 'STOPPING'],
    ...['CREATE_FAILED', 'UPDATE_FAILED', 'START_FAILED', 'STOP_FAILED', 'DELETE_FAILED'],
    ...['CREATE_ROLLBACK_FAILED', 'DELETE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED'],
  ],
} as const satisfies Constraint;
export const resourceArn = {
  required: true,
  length: [1, 1600],
  pattern: 'arn:(aws[a-zA-Z0-9-]*):pipes:[a-z0-9-]+:\\d{12}:pipe\\/[\\.\\-_A-Za-z0-9]+',
} as const satisfies Constraint;
export const tags = {
  length: [1, 200],
  keys: { length: [1, 128] },
  values: { length: [0, 256] },
} as const satisfies Constraint;
export const tagKeys = {
  required: true,
  length: [0, 50],
  items: { length: [1, 128] },
} as const satisfies Constraint;

const arn = { length: [1, 1600], pattern: ARN } as const satisfies Constraint;

/** Of both kinds of streams. */
const stream = {
  BatchSize: { range: [1, 10_000] },
  DeadLetterConfig: { members: { Arn: arn } },
  OnPartialBatchItemFailure: { enum: ['AUTOMATIC_BISECT'] },
  MaximumBatchingWindowInSeconds: { range: [0, 300] },
  MaximumRecordAgeInSeconds: { range: [-1, 604_800] },
  MaximumRetryAttempts: { range: [-1, 10_000] },
  ParallelizationFactor: { range: [1, 10] },
} as const satisfies Readonly<Record<string, Constraint>>;

const queue = {
  BatchSize: { range: [1, 10_000] },
  MaximumBatchingWindowInSeconds: { range: [0, 300] },
} as const satisfies Readonly<Record<string, Constraint>>;

const filters = {
  members: {
    Filters: { length: [0, 5], items: { members: { Pattern: { length: [0, 4096] } } } },
  },
} as const satisfies Constraint;

/** Of the kinds of sources that are served. */
const sourceParameters = {
  members: {
    FilterCriteria: filters,
    KinesisStreamParameters: {
      members: {
        ...stream,
        StartingPosition: { required: true, enum: ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'] },
        StartingPositionTimestamp: {},
      },
    },
    DynamoDBStreamParameters: {
      members: {
        ...stream,
        StartingPosition: { required: true, enum: ['TRIM_HORIZON', 'LATEST'] },
      },
    },
    SqsQueueParameters: { members: queue },
  },
} as const satisfies Constraint;

/** Where a pipe reads a stream from, and of which kind its source is, stays as it is. */
const changedSourceParameters = {
  members: {
    FilterCriteria: filters,
    KinesisStreamParameters: { members: stream },
    DynamoDBStreamParameters: { members: stream },
    SqsQueueParameters: { members: queue },
  },
} as const satisfies Constraint;

const inputTemplate = { length: [0, 8192] } as const satisfies Constraint;
const invocation = {
  members: { InvocationType: { enum: ['REQUEST_RESPONSE', 'FIRE_AND_FORGET'] } },
} as const satisfies Constraint;

/** Of the kinds of targets that are served. */
const targetParameters = {
  members: {
    InputTemplate: inputTemplate,
    LambdaFunctionParameters: invocation,
    StepFunctionStateMachineParameters: invocation,
    KinesisStreamParameters: {
      members: { PartitionKey: { required: true, length: [1, 256] } },
    },
    SqsQueueParameters: {
      members: {
        MessageGroupId: { length: [0, 100] },
        MessageDeduplicationId: { length: [0, 100] },
      },
    },
    EventBridgeEventBusParameters: {
      members: {
        DetailType: { length: [1, 128] },
        Source: {
          length: [1, 256],
          pattern: `(?=[/\\.\\-_A-Za-z0-9]+)((?!aws\\.).*)|(${PATH})`,
        },
        Resources: { length: [0, 10], items: { length: [1, 1600] } },
        Time: { length: [1, 256], pattern: PATH },
      },
    },
    CloudWatchLogsParameters: {
      members: {
        LogStreamName: { length: [1, 256] },
        Timestamp: { length: [1, 256], pattern: PATH },
      },
    },
  },
} as const satisfies Constraint;

const settings = {
  Name: name,
  Description: { length: [0, 512] },
  DesiredState: desiredState,
  Enrichment: { length: [0, 1600], pattern: `$|${ARN}` },
  EnrichmentParameters: { members: { InputTemplate: inputTemplate } },
  TargetParameters: targetParameters,
  LogConfiguration: {
    members: {
      CloudwatchLogsLogDestination: {
        members: { LogGroupArn: { required: true, length: [1, 1600], pattern: LOG_GROUP } },
      },
      Level: { required: true, enum: ['OFF', 'ERROR', 'INFO', 'TRACE'] },
      IncludeExecutionData: { items: { enum: ['ALL'] } },
    },
  },
  RoleArn: {
    required: true,
    length: [1, 1600],
    pattern: 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z0-9+=,.@\\-_/]+',
  },
} as const satisfies Readonly<Record<string, Constraint>>;

export const created = {
  ...settings,
  Source: { ...arn, required: true },
  SourceParameters: sourceParameters,
  Target: { ...arn, required: true },
  Tags: tags,
} as const satisfies Readonly<Record<string, Constraint>>;

export const updated = {
  ...settings,
  SourceParameters: changedSourceParameters,
  Target: arn,
} as const satisfies Readonly<Record<string, Constraint>>;
