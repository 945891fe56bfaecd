import type { PipeTargetParameters } from '@aws-sdk/client-pipes';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { invalid } from './errors.ts';
import { invokeFunction } from './lambda-function.ts';
import { runMachine } from './machine.ts';
import { sendToBus, sendToLogs, sendToQueue, sendToStream, sendToTopic } from './senders.ts';
import type { Settings, TargetKind } from './settings.ts';

/** Calls an operation as the role of a pipe. */
export type Call = <Output>(sdkId: string, operation: string, input: object) => Promise<Output>;

/** An event on its way to a target. */
export interface Item {
  /** What paths in parameters lead into. */
  readonly event: Json;
  /** What the target is sent. */
  readonly text: string;
}

export interface Sending {
  readonly call: Call;
  readonly arn: string;
  readonly pipeName: string;
  /** `aws:sqs` */
  readonly sourceKind: string;
  /** Cloud time in milliseconds. */
  readonly now: number;
  readonly parameters: PipeTargetParameters;
  /** One at least. */
  readonly items: readonly Item[];
}

/** What became of the items of a batch. */
export interface Sent {
  /** Those that failed, by their indexes, and why. */
  readonly failed?: readonly { readonly index: number; readonly why: AwsError }[];
  /** What the target answered: JSON, in which it may name events that have failed. */
  readonly answer?: string;
}

/** A kind of target. */
interface Target {
  /** The parameters that only it has. */
  readonly parameters?: TargetKind;
  /** So many events are sent at once. Undefined: as many as the source gives. */
  readonly most?: number;
  /** Which ARNs of the service. Default: all. */
  readonly serves?: RegExp;
  /** What AWS says against parameters of this target. */
  problem?(parameters: PipeTargetParameters, arn: string): string | undefined;
  send(sending: Sending): Promise<Sent>;
}

/**
 * By the service in the ARN.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 */
const TARGETS: Readonly<Record<string, Target>> = {
  states: {
    parameters: 'StepFunctionStateMachineParameters',
    async send({ call, arn, parameters, items }) {
      const { InvocationType } = parameters.StepFunctionStateMachineParameters ?? {};
      return { answer: await runMachine(call, arn, listOf(items), InvocationType) };
    },
  },
  lambda: {
    parameters: 'LambdaFunctionParameters',
    async send({ call, arn, parameters, items }) {
      const { InvocationType } = parameters.LambdaFunctionParameters ?? {};
      return { answer: await invokeFunction(call, arn, listOf(items), InvocationType) };
    },
  },
  sqs: {
    ...{ parameters: 'SqsQueueParameters', most: 10, send: sendToQueue },
    problem: ({ SqsQueueParameters }, arn) =>
      arn.endsWith('.fifo') && !SqsQueueParameters?.MessageGroupId
        ? 'A MessageGroupId is required for a FIFO queue.'
        : undefined,
  },
  sns: {
    ...{ most: 10, send: sendToTopic },
    problem: (_, arn) =>
      arn.endsWith('.fifo') ? 'FIFO topics are not supported as targets.' : undefined,
  },
  events: {
    ...{ parameters: 'EventBridgeEventBusParameters', most: 10, send: sendToBus },
    serves: /:event-bus\//,
  },
  kinesis: {
    ...{ parameters: 'KinesisStreamParameters', most: 500, send: sendToStream },
    serves: /:stream\/[^/]+$/,
    problem: ({ KinesisStreamParameters }) =>
      KinesisStreamParameters === undefined ? 'Missing required parameter.' : undefined,
  },
  logs: {
    ...{ parameters: 'CloudWatchLogsParameters', most: 10_000, send: sendToLogs },
    serves: /:log-group:/,
  },
};

/** Whole batches are one list in JSON. */
export function listOf(items: readonly Pick<Item, 'text'>[]): string {
  return `[${items.map(({ text }) => text).join(',')}]`;
}

/** So many events a target is sent at once; undefined: as many as the source gives. */
export function mostOf(arn: string): number | undefined {
  return TARGETS[serviceOf(arn)]?.most;
}

/**
 * Sends a batch to the target of a pipe.
 *
 * @throws AwsError where nothing of it succeeded
 */
export async function send(sending: Sending): Promise<Sent> {
  const { most = Number.POSITIVE_INFINITY, send } = TARGETS[serviceOf(sending.arn)]!;
  const { length } = sending.items;
  if (length > most) {
    const message = `The target takes ${most} events at once, and the enrichment gave ${length}.`;
    throw new AwsError('ValidationException', message);
  }
  return send(sending);
}

/**
 * Refuses a target that could not be served.
 *
 * @throws ValidationException for what AWS refuses; NotSupportedByLocalCloud for other services
 */
export function checkTarget({ Target: arn, TargetParameters = {} }: Settings): void {
  const service = serviceOf(arn);
  const target = Object.hasOwn(TARGETS, service) ? TARGETS[service]! : undefined;
  if (target === undefined || target.serves?.test(arn) === false) {
    throw notSupported('Pipes', `targets such as ${arn}`);
  }
  const { InputTemplate: _, ...given } = TargetParameters;
  const foreign = Object.entries(given).find(
    ([name, value]) => value !== undefined && name !== target.parameters,
  );
  if (foreign !== undefined) {
    const Name = `TargetParameters.${foreign[0]}`;
    throw invalid({ Name, Message: 'Parameter is not supported for the target.' });
  }
  const Message = target.problem?.(TargetParameters, arn);
  if (Message === undefined) return;
  throw invalid({ Name: `TargetParameters.${target.parameters ?? ''}`, Message });
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}
