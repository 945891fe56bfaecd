import { AwsError } from '../../../core/errors.ts';
import type { Cloud } from '../../../core/service.ts';
import { failureOf } from '../../attempt.ts';
import type { Bucket } from '../bucket.ts';
import { ownerOf, s3For } from './principal.ts';

/** What notifications can be sent to. */
export interface Destination {
  /** The member of a configuration that lists those. */
  readonly list: 'TopicConfigurations' | 'QueueConfigurations' | 'LambdaFunctionConfigurations';
  /** What S3's errors call it. */
  readonly argument: string;
  arnOf(configuration: object): string;
  isArn(arn: string): boolean;
  send(cloud: Cloud, bucket: Bucket, arn: string, text: string): Promise<unknown>;
  /** Whether S3 could send there, by sending a test event where it is one that keeps it. */
  test(cloud: Cloud, bucket: Bucket, arn: string, text: string): Promise<Untold | undefined>;
}

/** Why nothing can be sent, and how S3's error names it. */
export interface Untold {
  readonly name: string;
  readonly why: string;
}

const topics: Destination = {
  list: 'TopicConfigurations',
  argument: 'Topic',
  arnOf: (configuration) => (configuration as { TopicArn: string }).TopicArn,
  isArn: (arn) => isArnOf('sns', arn),
  send: (cloud, bucket, TopicArn, Message) =>
    cloud.call(s3For(cloud, bucket), 'SNS', 'Publish', {
      ...{ TopicArn, Message },
      Subject: 'Amazon S3 Notification',
    }),
  test: (cloud, bucket, TopicArn, text) =>
    untold(TopicArn, 'topic', {
      find: () => cloud.call(ownerOf(cloud), 'SNS', 'GetTopicAttributes', { TopicArn }),
      send: () => topics.send(cloud, bucket, TopicArn, text),
    }),
};

const queues: Destination = {
  list: 'QueueConfigurations',
  argument: 'Queue',
  arnOf: (configuration) => (configuration as { QueueArn: string }).QueueArn,
  isArn: (arn) => isArnOf('sqs', arn),
  send: (cloud, bucket, arn, MessageBody) =>
    cloud.call(s3For(cloud, bucket), 'SQS', 'SendMessage', {
      QueueUrl: arn.split(':').at(-1),
      MessageBody,
    }),
  test: (cloud, bucket, arn, text) =>
    untold(arn, 'queue', {
      find: () =>
        cloud.call(ownerOf(cloud), 'SQS', 'GetQueueUrl', { QueueName: arn.split(':').at(-1) }),
      send: () => queues.send(cloud, bucket, arn, text),
    }),
};

/** A function is not called to be tested. */
const functions: Destination = {
  list: 'LambdaFunctionConfigurations',
  argument: 'CloudFunction',
  arnOf: (configuration) => (configuration as { LambdaFunctionArn: string }).LambdaFunctionArn,
  isArn: (arn) => isArnOf('lambda', arn),
  send: (cloud, bucket, FunctionName, text) =>
    cloud.call(s3For(cloud, bucket), 'Lambda', 'Invoke', {
      ...{ FunctionName, InvocationType: 'Event' },
      Payload: Buffer.from(text),
    }),
  async test(cloud, bucket, FunctionName) {
    const input = { FunctionName, InvocationType: 'DryRun' };
    const call = () => cloud.call(s3For(cloud, bucket), 'Lambda', 'Invoke', input);
    if ((await failureOf(call)) === undefined) return undefined;
    return {
      name: `${FunctionName}, null`,
      why: `Not authorized to invoke function [${FunctionName}]`,
    };
  },
};

export const DESTINATIONS: readonly Destination[] = [topics, queues, functions];

function isArnOf(service: string, arn: string): boolean {
  return new RegExp(`^arn:[^:]+:${service}:[^:]+:\\d{12}:.+$`).test(arn);
}

/** What is not there is told from what S3 may not send to, which the owner's own eyes decide. */
async function untold(
  name: string,
  kind: string,
  { find, send }: Readonly<Record<'find' | 'send', () => Promise<unknown>>>,
): Promise<Untold | undefined> {
  if (await failureOf(find)) return { name, why: `The destination ${kind} does not exist` };
  if ((await failureOf(send)) === undefined) return undefined;
  const why = `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`;
  return { name, why };
}

/** Every destination that nothing can be sent to is named, with a number. */
export function unableToValidate(problems: readonly Untold[]): AwsError {
  const members = Object.fromEntries(
    problems.flatMap(({ name, why }, index) => [
      [`ArgumentName${index + 1}`, name],
      [`ArgumentValue${index + 1}`, why],
    ]),
  );
  return new AwsError(
    'InvalidArgument',
    'Unable to validate the following destination configurations',
    { members },
  );
}
