import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../core/json.ts';
import { json, jsonObject } from '../../core/json-schemas.ts';
import { addApiMethod } from './api-events.ts';
import { addHttpRoute } from './http-api.ts';
import { allow, given, listOf, type Made, passed, read } from './made.ts';
import {
  addEventRule,
  addPermission,
  addSchedule,
  addScheduleV2,
  type EventSource,
} from './rule-events.ts';

const OF_MAPPINGS = ['BatchSize', 'Enabled', 'FilterCriteria', 'FunctionResponseTypes'] as const;

const queue = z.strictObject({
  Queue: json,
  ...passed([...OF_MAPPINGS, 'MaximumBatchingWindowInSeconds', 'ScalingConfig']),
});

const stream = z.strictObject({
  Stream: json,
  ...passed([...OF_MAPPINGS, 'MaximumBatchingWindowInSeconds', 'BisectBatchOnFunctionError']),
  ...passed(['MaximumRecordAgeInSeconds', 'MaximumRetryAttempts', 'ParallelizationFactor']),
  ...passed(['StartingPosition', 'StartingPositionTimestamp']),
  DestinationConfig: z
    .strictObject({
      OnFailure: z.strictObject({ Destination: json, Type: z.enum(['SQS', 'SNS']).default('SQS') }),
    })
    .optional(),
});

const topic = z.strictObject({
  Topic: json,
  ...passed(['FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy']),
});

const bucket = z.strictObject({
  Bucket: jsonObject,
  Events: z.union([z.string().transform((event) => [event]), z.array(z.string())]),
  Filter: json.optional(),
});

const addQueue: EventSource = (made, eventId, properties, { name }) => {
  const { Queue, ...settings } = read(queue, properties, eventId);
  addMapping(made, eventId, name, { ...settings, EventSourceArn: Queue });
};

const addStream: EventSource = (made, eventId, properties, { name }) => {
  const { Stream, DestinationConfig, ...settings } = read(stream, properties, eventId);
  const { Destination } = DestinationConfig?.OnFailure ?? {};
  addMapping(made, eventId, name, {
    ...settings,
    EventSourceArn: Stream,
    DestinationConfig: Destination === undefined ? undefined : { OnFailure: { Destination } },
  });
};

function addMapping(
  made: Made,
  eventId: string,
  FunctionName: Json,
  settings: Record<string, Json | undefined>,
): void {
  made.add(eventId, 'AWS::Lambda::EventSourceMapping', given({ FunctionName, ...settings }));
}

const addTopic: EventSource = (made, eventId, properties, started) => {
  const { Topic: TopicArn, ...settings } = read(topic, properties, eventId);
  const subscription = { TopicArn, Protocol: 'lambda', Endpoint: started.arn, ...given(settings) };
  made.add(eventId, 'AWS::SNS::Subscription', subscription);
  addPermission(made, eventId, started, 'sns.amazonaws.com', TopicArn);
};

/** A bucket says itself whom it notifies: it must be in the template. */
const addBucket: EventSource = (made, eventId, properties, started) => {
  const { Bucket, Events, Filter } = read(bucket, properties, eventId);
  const resource = typeof Bucket.Ref === 'string' ? made.other(Bucket.Ref) : undefined;
  if (resource === undefined) {
    throw new UserError(`${eventId}: Bucket must be the Ref of a bucket in this template`, {
      why: 'SAM writes the notification into it.',
    });
  }
  const settings = objectAt(resource, 'Properties');
  const notified = objectAt(settings, 'NotificationConfiguration');
  const added = Events.map((Event) => given({ Event, Function: started.arn, Filter }));
  const LambdaConfigurations = [...listOf(notified.LambdaConfigurations), ...added];
  resource.Properties = {
    ...settings,
    NotificationConfiguration: { ...notified, LambdaConfigurations },
  };
  // S3 asks whether it may invoke the function when it is told to.
  resource.DependsOn = [...listOf(resource.DependsOn), `${eventId}Permission`];
  addPermission(made, eventId, started, 's3.amazonaws.com', undefined, { Ref: 'AWS::AccountId' });
};

/** The object under a name, empty where there is none. */
function objectAt(object: JsonObject, name: string): JsonObject {
  const there = object[name];
  return isObject(there) ? there : {};
}

/** What starts a function, by the event's type. */
export const FUNCTION_EVENTS: Readonly<Record<string, EventSource>> = {
  Api: addApiMethod,
  HttpApi: addHttpRoute,
  SQS: addQueue,
  Kinesis: addStream,
  DynamoDB: addStream,
  SNS: addTopic,
  S3: addBucket,
  Schedule: addSchedule,
  ScheduleV2: addScheduleV2,
  EventBridgeRule: addEventRule,
  CloudWatchEvent: addEventRule,
};

/** What lets a function read a source, by the event's type. */
const SOURCE_POLICIES: Readonly<Record<string, string>> = {
  SQS: 'AWSLambdaSQSQueueExecutionRole',
  Kinesis: 'AWSLambdaKinesisExecutionRole',
  DynamoDB: 'AWSLambdaDynamoDBExecutionRole',
};

type Events = Readonly<Record<string, { readonly Type: string; readonly Properties: JsonObject }>>;

/** The policies of AWS's own that the function's role needs for its events. */
export function sourcePolicies(events: Events): string[] {
  const types = Object.values(events).map(({ Type }) => memberOf(SOURCE_POLICIES, Type));
  return [...new Set(types)].filter((name) => name !== undefined);
}

/** What the function's role needs to hand on records that failed. */
export function failurePolicies(made: Made, events: Events) {
  return Object.entries(events).flatMap(([name, { Type, Properties }]) => {
    if (FUNCTION_EVENTS[Type] !== addStream) return [];
    const eventId = `${made.id}${name}`;
    const failed = read(stream, Properties, eventId).DestinationConfig?.OnFailure;
    return failed
      ? [allow(`${eventId}FailurePolicy`, SENDING[failed.Type], failed.Destination)]
      : [];
  });
}

/** What sending to each kind of destination takes. */
export const SENDING = {
  SQS: 'sqs:SendMessage',
  SNS: 'sns:Publish',
  Lambda: 'lambda:InvokeFunction',
  EventBridge: 'events:PutEvents',
} as const;
