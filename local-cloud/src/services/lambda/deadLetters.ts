import type { Host } from '../../lambda/types.ts';
import type { Cloud } from '../../service.ts';
import type { LambdaFunction } from './function.ts';
import { checkRole } from './role.ts';

/** AWS refuses a dead-letter queue or topic that the function's role may not send to. */
export function checkDeadLetters(cloud: Cloud, host: Host, fn: LambdaFunction): void {
  const arn = fn.settings.DeadLetterArn;
  if (arn === undefined) return;
  const send = arn.includes(':sqs:')
    ? (['SQS', 'sqs', 'SendMessage'] as const)
    : (['SNS', 'sns', 'Publish'] as const);
  checkRole(cloud, host.principalOf(fn.hosted()), send, arn);
}
