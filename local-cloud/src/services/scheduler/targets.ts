import { notSupported } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import { invalid } from './errors.ts';
import { parsed } from './input.ts';
import type { Settings } from './settings.ts';
import { checkUniversal, type FindOperation, isUniversal, universalCall } from './universal.ts';

type Target = Settings['Target'];

/** The call that invokes a target. */
export interface TargetCall {
  readonly sdkId: string;
  readonly operation: string;
  readonly input: object;
}

/** A target of a kind of its own, by the service in its ARN. */
interface Templated {
  readonly sdkId: string;
  readonly operation: string;
  /** Its input must be JSON. */
  readonly takesJson?: true;
  /** The parameters that only it has. */
  readonly parameters?: 'EventBridgeParameters' | 'KinesisParameters' | 'SqsParameters';
  readonly needsParameters?: true;
  input(target: Target, text: string, scheduleArn: string): object;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html */
const TEMPLATED: Readonly<Record<string, Templated>> = {
  events: {
    ...{ sdkId: 'EventBridge', operation: 'PutEvents', takesJson: true },
    ...{ parameters: 'EventBridgeParameters', needsParameters: true },
    input: ({ Arn, EventBridgeParameters }, Detail, scheduleArn) => ({
      Entries: [{ ...EventBridgeParameters, Detail, Resources: [scheduleArn], EventBusName: Arn }],
    }),
  },
  kinesis: {
    ...{ sdkId: 'Kinesis', operation: 'PutRecord' },
    ...{ parameters: 'KinesisParameters', needsParameters: true },
    input: ({ Arn, KinesisParameters }, text) => ({
      ...KinesisParameters,
      StreamARN: Arn,
      Data: Buffer.from(text),
    }),
  },
  lambda: {
    ...{ sdkId: 'Lambda', operation: 'Invoke', takesJson: true },
    input: ({ Arn }, text) => ({
      FunctionName: Arn,
      InvocationType: 'Event',
      Payload: Buffer.from(text),
    }),
  },
  sns: {
    ...{ sdkId: 'SNS', operation: 'Publish' },
    input: ({ Arn }, Message) => ({ TopicArn: Arn, Message }),
  },
  sqs: {
    ...{ sdkId: 'SQS', operation: 'SendMessage', parameters: 'SqsParameters' },
    input: ({ Arn, SqsParameters }, MessageBody) => ({
      ...SqsParameters,
      QueueUrl: queueNameOf(Arn),
      MessageBody,
    }),
  },
  states: {
    ...{ sdkId: 'SFN', operation: 'StartExecution', takesJson: true },
    input: ({ Arn }, input) => ({ stateMachineArn: Arn, input }),
  },
};

/** SQS takes a queue's name where it takes its URL. */
export function queueNameOf(arn: string): string {
  return arn.split(':').at(-1) ?? '';
}

/** @throws ValidationException for an input that a universal target cannot take */
export function targetCall(
  find: FindOperation,
  target: Target,
  text: string,
  scheduleArn: string,
): TargetCall | Promise<TargetCall> {
  if (isUniversal(target.Arn)) return universalCall(find, target.Arn, text);
  const { sdkId, operation, input } = TEMPLATED[serviceOf(target.Arn)]!;
  return { sdkId, operation, input: input(target, text, scheduleArn) };
}

/**
 * Refuses a target that could not be served.
 *
 * @throws ValidationException for what AWS refuses; NotSupportedByLocalCloud for other services
 */
export async function checkTarget(find: FindOperation, target: Target): Promise<void> {
  const { Arn, Input } = target;
  if (!/^arn:aws[a-z-]*:[^:]+:[^:]*:[^:]*:.+$/.test(Arn)) {
    throw invalid('Provided Arn is not in correct format.');
  }
  if (isUniversal(Arn)) return checkUniversal(find, Arn, Input);
  const service = serviceOf(Arn);
  const templated = Object.hasOwn(TEMPLATED, service) ? TEMPLATED[service] : undefined;
  if (templated === undefined) {
    throw notSupported('Scheduler', `targets of the service "${service}"`);
  }
  checkParameters(target, templated);
  if (templated.takesJson && Input !== undefined && parsed(Input) === undefined) {
    throw invalid(`The Input of a target of ${templated.sdkId} must be well-formed JSON.`);
  }
}

function checkParameters(target: Target, { sdkId, parameters, needsParameters }: Templated): void {
  const kinds = ['EventBridgeParameters', 'KinesisParameters', 'SqsParameters'] as const;
  const foreign = kinds.find((kind) => kind !== parameters && target[kind] !== undefined);
  if (foreign !== undefined) {
    throw invalid(`${foreign} must not be provided for a target of ${sdkId}.`);
  }
  if (needsParameters && parameters && target[parameters] === undefined) {
    throw invalid(`${parameters} must be provided for a target of ${sdkId}.`);
  }
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

/** EventBridge says of every entry for itself what became of it. */
export function refusedEntry(output: unknown): { code: string; message: string } | undefined {
  const entries = isObject(output as Json) ? (output as { Entries?: unknown }).Entries : undefined;
  if (!Array.isArray(entries)) return undefined;
  const { ErrorCode, ErrorMessage } = (entries[0] ?? {}) as Record<string, string | undefined>;
  return ErrorCode === undefined ? undefined : { code: ErrorCode, message: ErrorMessage ?? '' };
}
