import type { Target } from '@aws-sdk/client-eventbridge';
import type { AwsError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import type { Exhausted } from '../retry-policy.ts';
import type { Origin } from './delivery.ts';
import { eventsFor } from './principal.ts';
import { queueNameOf } from './targets.ts';

export interface Undelivered {
  readonly rule: Origin;
  readonly target: Target;
  readonly event: JsonObject;
  readonly failure: AwsError;
  readonly retries: number;
  /** Undefined where the failure was one that no retry helps. */
  readonly condition: Exhausted | undefined;
}

/**
 * Sends an event that could not be delivered to the target's dead-letter queue, as EventBridge
 * itself: the queue's policy must allow it. Without a queue the event is lost, and that is reported.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export async function giveUp(cloud: Cloud, undelivered: Undelivered): Promise<void> {
  const { rule, target, event, failure, retries, condition } = undelivered;
  const queue = target.DeadLetterConfig?.Arn;
  if (queue === undefined) throw failure;
  const attributes: Record<string, string> = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn!,
    ERROR_CODE: errorCode(failure),
    ERROR_MESSAGE: failure.message,
    ...(condition && { EXHAUSTED_RETRY_CONDITION: condition }),
    RETRY_ATTEMPTS: String(retries),
  };
  await cloud.call(eventsFor(rule), 'SQS', 'SendMessage', {
    QueueUrl: queueNameOf(queue),
    MessageBody: JSON.stringify(event),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: 'String', StringValue },
      ]),
    ),
  });
}

/** The targets' error codes, as the list of EventBridge's own puts them in groups. */
const ERROR_CODES: readonly (readonly [RegExp, string])[] = [
  [/AccessDenied|AuthorizationError|KMSAccessDenied/, 'NO_PERMISSIONS'],
  [/DoesNotExist|NotFound|NonExistent/, 'NO_RESOURCE'],
  [/Thrott|TooManyRequests/, 'THROTTLING'],
  [/LimitExceeded/, 'RESOURCE_LIMIT_EXCEEDED'],
  [/InvalidExecutionInput|InvalidRequestContent/, 'INVALID_JSON'],
  [/Invalid|Validation/, 'INVALID_PARAMETER'],
];

function errorCode({ code, fault }: AwsError): string {
  const known = ERROR_CODES.find(([pattern]) => pattern.test(code));
  return known?.[1] ?? (fault === 'server' ? 'ERROR_FROM_TARGET' : 'SDK_CLIENT_ERROR');
}
