import type { Cloud, Principal } from '../../core/service.ts';
import { placeOf } from '../../function-host/event-sources/destination.ts';
import type { BatchWords, Failure } from '../../function-host/event-sources/event-source.ts';
import { queueUrl } from '../../function-host/queue-url.ts';

export interface FailedPipe {
  readonly arn: string;
  /** The ARN of the stream. */
  readonly source: string;
  /** Where failures go: the ARN of a queue or a topic. */
  readonly queue: string;
}

/**
 * Tells where failures go that records of a stream were given up, and where they are. The records
 * themselves are in the stream as long as it keeps them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html
 */
export async function sendDeadLetter(
  cloud: Cloud,
  role: Principal,
  { arn, source, queue }: FailedPipe,
  kind: BatchWords,
  failure: Failure,
): Promise<void> {
  const text = JSON.stringify({
    context: { partnerResourceArn: arn, condition: failure.condition },
    ...placeOf(cloud, source, kind, failure),
  });
  if (isTopic(queue)) await cloud.call(role, 'SNS', 'Publish', { TopicArn: queue, Message: text });
  else {
    const QueueUrl = queueUrl(cloud, queue);
    await cloud.call(role, 'SQS', 'SendMessage', { QueueUrl, MessageBody: text });
  }
}

export function isTopic(arn: string): boolean {
  return arn.startsWith('arn:') && arn.split(':')[2] === 'sns';
}
