import type { JsonObject } from '../../src/core/json.ts';
import type { CallStep } from './recordings.ts';

/** A call whose parameters are there. */
export type Made = Required<CallStep>;

/** The operation that a fixture of the tests stands for: `setup:sqs_create_queue`. */
const SETUPS: Readonly<Record<string, string>> = {
  create_event_source_mapping: 'lambda:CreateEventSourceMapping',
  create_lambda_function: 'lambda:CreateFunction',
  events_create_archive: 'events:CreateArchive',
  events_create_default_or_custom_event_bus: 'events:CreateEventBus',
  events_create_event_bus: 'events:CreateEventBus',
  events_put_rule: 'events:PutRule',
  kinesis_create_stream: 'kinesis:CreateStream',
  s3_create_bucket: 's3:CreateBucket',
  s3_create_bucket_with_client: 's3:CreateBucket',
  sns_create_topic: 'sns:CreateTopic',
  sns_subscription: 'sns:Subscribe',
  sqs_create_queue: 'sqs:CreateQueue',
};

/** Members that a fixture makes up where a test does not give them. */
const GIVEN: Readonly<Record<string, JsonObject>> = {
  'events:CreateArchive': { ArchiveName: '<...>', EventSourceArn: '<...>' },
  'events:CreateEventBus': { Name: '<...>' },
  'kinesis:CreateStream': { StreamName: '<...>' },
  'lambda:CreateFunction': { FunctionName: '<...>' },
  's3:CreateBucket': { Bucket: '<...>' },
  'sns:CreateTopic': { Name: '<...>' },
  'sqs:CreateQueue': { QueueName: '<...>' },
};

/** Fixtures that only read or wait, or make what stand-ins are made for. */
const SILENT = new Set([
  'setup:create_iam_role_with_policy',
  'setup:create_lambda_with_response',
  'setup:sqs_get_queue_arn',
  'setup:sqs_queue_exists',
  'setup:sqs_collect_messages',
]);

/** What makes the thing that a member names, where a fixture made it before the first call. */
export const MAKERS: Readonly<Record<string, string>> = {
  Bucket: 's3:CreateBucket',
  FunctionName: 'lambda:CreateFunction',
  QueueUrl: 'sqs:CreateQueue',
  StreamName: 'kinesis:CreateStream',
  TopicArn: 'sns:CreateTopic',
};

/** The call of a step; of a fixture, the one that it makes. Undefined: that is not known. */
export function callOf({ call, params = {} }: CallStep): Made | undefined {
  if (!call.startsWith('setup:')) return { call, params };
  const made = SETUPS[call.slice('setup:'.length)];
  return made === undefined
    ? undefined
    : { call: made, params: { ...GIVEN[made], ...renamed(params) } };
}

/** The call that makes something of which only the name is open. */
export function making(call: string): Made {
  return { call, params: GIVEN[call] ?? {} };
}

export function isSilent({ call }: CallStep): boolean {
  return SILENT.has(call);
}

/** Fixtures of functions have names of their own for the members. */
function renamed({
  func_name,
  handler_file: _,
  runtime: __,
  role: ___,
  ...kept
}: JsonObject): JsonObject {
  const { timeout, envvars, ...others } = kept;
  return {
    ...others,
    ...(func_name !== undefined && { FunctionName: func_name }),
    ...(typeof timeout === 'number' && { Timeout: timeout }),
    ...(envvars !== undefined && { Environment: { Variables: envvars } }),
  };
}

/** What takes down the thing that a member names. */
const DELETIONS: Readonly<Record<string, string>> = {
  SubscriptionArn: 'sns:Unsubscribe',
  TopicArn: 'sns:DeleteTopic',
  QueueUrl: 'sqs:DeleteQueue',
  StreamName: 'kinesis:DeleteStream',
  UUID: 'lambda:DeleteEventSourceMapping',
  FunctionName: 'lambda:DeleteFunction',
};

/** The calls that take down what the parameters name. */
export function deletionsOf(params: JsonObject): Made[] {
  return Object.entries(DELETIONS).flatMap(([name, call]) =>
    params[name] === undefined ? [] : [{ call, params: { [name]: params[name] } }],
  );
}
