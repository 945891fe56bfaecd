import type { PutEventsRequestEntry, Target } from '@aws-sdk/client-eventbridge';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import { checkInput } from './input.ts';

/** The call that hands an event to a target. */
export interface TargetCall {
  readonly sdkId: string;
  readonly operation: string;
  /** EventBridge calls with the target's role, or as itself by the target's resource policy. */
  readonly needsRole: boolean;
  input(target: Target, text: string, eventId: string): object;
}

/** By the service in the target's ARN. */
const CALLS: Readonly<Record<string, TargetCall>> = {
  states: {
    sdkId: 'SFN',
    operation: 'StartExecution',
    needsRole: true,
    input: ({ Arn }, text) => ({ stateMachineArn: Arn, input: text }),
  },
  kinesis: {
    sdkId: 'Kinesis',
    operation: 'PutRecord',
    needsRole: true,
    input: ({ Arn }, text, PartitionKey) => ({
      StreamARN: Arn,
      PartitionKey,
      Data: Buffer.from(text),
    }),
  },
  lambda: {
    sdkId: 'Lambda',
    operation: 'Invoke',
    needsRole: false,
    input: ({ Arn }, text) => ({
      FunctionName: Arn,
      InvocationType: 'Event',
      Payload: Buffer.from(text),
    }),
  },
  sqs: {
    sdkId: 'SQS',
    operation: 'SendMessage',
    needsRole: false,
    input: ({ Arn, SqsParameters }, text) => ({
      QueueUrl: queueNameOf(Arn),
      MessageBody: text,
      ...(SqsParameters?.MessageGroupId && { MessageGroupId: SqsParameters.MessageGroupId }),
    }),
  },
  events: {
    sdkId: 'EventBridge',
    operation: 'PutEvents',
    needsRole: true,
    input: ({ Arn }, text) => ({ Entries: [entryOf(Arn, readJson(text) as unknown as PassedOn)] }),
  },
  sns: {
    sdkId: 'SNS',
    operation: 'Publish',
    needsRole: false,
    input: ({ Arn }, text) => ({ TopicArn: Arn, Message: text }),
  },
};

/** What of an event another bus is given. */
interface PassedOn {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: JsonObject;
  readonly resources: string[];
  readonly time: string;
}

function entryOf(
  EventBusName: string | undefined,
  { source, 'detail-type': DetailType, detail, resources, time }: PassedOn,
): PutEventsRequestEntry {
  return {
    EventBusName,
    Source: source,
    DetailType,
    Detail: JSON.stringify(detail),
    Resources: resources,
    Time: new Date(time),
  };
}

/** SQS takes a queue's name where it takes its URL. */
export function queueNameOf(arn: string | undefined): string {
  return arn?.split(':').at(-1) ?? '';
}

export function targetCall(target: Target): TargetCall {
  return CALLS[target.Arn?.split(':')[2] ?? '']!;
}

/**
 * Refuses a target that could not be served.
 *
 * @throws ValidationException for what AWS refuses; NotSupportedByLocalCloud for other services
 */
export function checkTarget(target: Target): void {
  const [prefix, , service = '', ...rest] = target.Arn?.split(':') ?? [];
  if (prefix !== 'arn' || rest.length < 3) {
    throw invalid(
      `Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  if (!Object.hasOwn(CALLS, service)) {
    throw notSupported('EventBridge', `targets of the service "${service}"`);
  }
  if (targetCall(target).needsRole && target.RoleArn === undefined) {
    throw invalid(`RoleArn is required for target ${target.Arn}.`);
  }
  if (service === 'events') checkBus(target);
  if (service === 'sqs' && target.Arn!.endsWith('.fifo') && !target.SqsParameters) {
    throw invalid(`Parameter(s) SqsParameters must be specified for target: ${target.Id}.`);
  }
  checkInput(target);
  checkDeadLetterQueue(target);
}

/** Documented: another bus is given events as they are. */
function checkBus({ Id, Arn, Input, InputPath, InputTransformer }: Target): void {
  if (!Arn?.split(':')[5]?.startsWith('event-bus/')) {
    throw notSupported('EventBridge', `the target ${Arn}, which is no event bus,`);
  }
  if ((Input ?? InputPath ?? InputTransformer) === undefined) return;
  throw invalid(
    `Input, InputPath and InputTransformer are not available for the event bus of target ${Id}.`,
  );
}

function checkDeadLetterQueue({ Id, DeadLetterConfig }: Target): void {
  const arn = DeadLetterConfig?.Arn;
  if (arn === undefined || (arn.split(':')[2] === 'sqs' && !arn.endsWith('.fifo'))) return;
  throw invalid(`The dead-letter queue of target ${Id} must be a standard SQS queue: ${arn}.`);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
