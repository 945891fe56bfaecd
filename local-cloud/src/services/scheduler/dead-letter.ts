import type { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import type { Exhausted } from '../retry-policy.ts';
import { type Attempt, isoSeconds } from './input.ts';
import type { Settings } from './settings.ts';
import { queueNameOf } from './targets.ts';

export interface Undelivered {
  readonly target: Settings['Target'];
  /** The last one, and what it sent. */
  readonly attempt: Attempt;
  readonly text: string;
  readonly failure: AwsError;
  /** Undefined where the failure was one that no retry helps. */
  readonly condition: Exhausted | undefined;
}

/**
 * Sends what a target could not be given to its dead-letter queue, as the target's role.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export async function sendDeadLetter(
  cloud: Cloud,
  role: Principal,
  queue: string,
  { target, attempt, text, failure, condition }: Undelivered,
): Promise<void> {
  const attributes: Readonly<Record<string, string>> = {
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    EXECUTION_ID: attempt.executionId,
    ...(condition && { EXHAUSTED_RETRY_CONDITION: condition }),
    IS_PAYLOAD_TRUNCATED: 'false',
    RETRY_ATTEMPTS: String(attempt.number - 1),
    SCHEDULED_TIME: isoSeconds(attempt.scheduled),
    SCHEDULE_ARN: attempt.scheduleArn,
    TARGET_ARN: target.Arn,
  };
  await cloud.call(role, 'SQS', 'SendMessage', {
    QueueUrl: queueNameOf(queue),
    MessageBody: text,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: 'String', StringValue },
      ]),
    ),
  });
}
