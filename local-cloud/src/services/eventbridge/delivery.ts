import type { Target } from '@aws-sdk/client-eventbridge';
import { sleep } from '../../clock.ts';
import type { AwsError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import type { Cloud, Principal } from '../../service.ts';
import { failureOf } from '../attempt.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { targetInput } from './input.ts';
import type { Rule } from './rules.ts';
import { queueNameOf, targetCall } from './targets.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 600_000;

/** Hands an event to every target of a rule, each on its own. */
export function deliver(cloud: Cloud, rule: Rule, event: JsonObject): void {
  for (const target of rule.targets.values()) {
    cloud.background(`${rule.arn} to ${target.Arn}`, () => deliverTo(cloud, rule, target, event));
  }
}

/**
 * Calls the target, again and again with growing delays while the failure may pass, for as long as
 * the retry policy lets it. What cannot be delivered goes to the target's dead-letter queue.
 */
async function deliverTo(
  cloud: Cloud,
  rule: Rule,
  target: Target,
  event: JsonObject,
): Promise<void> {
  const received = cloud.clock.now();
  const context = {
    ruleArn: rule.arn,
    ruleName: rule.name,
    ingestionTime: new Date(received).toISOString(),
  };
  const call = targetCall(target);
  const input = call.input(target, targetInput(target, event, context));
  const principal = principalFor(cloud, rule, target);
  const policy = target.RetryPolicy;
  const retries = policy?.MaximumRetryAttempts ?? DEFAULT_ATTEMPTS;
  const until = received + (policy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000;
  for (let retry = 0; ; retry++) {
    const failure = await failureOf(() => cloud.call(principal, call.sdkId, call.operation, input));
    if (failure === undefined) return;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** retry, LONGEST_DELAY_MS) * cloud.random.float();
    const over = retry >= retries || cloud.clock.now() + delay > until;
    if (over || !mayPass(failure)) return giveUp(cloud, rule, target, event, failure, retry);
    await sleep(cloud.clock, delay);
  }
}

/** Missing permissions and targets do not come back by themselves; throttling and outages do. */
function mayPass(failure: AwsError): boolean {
  return failure.fault === 'server' || /Thrott|TooManyRequests|LimitExceeded/.test(failure.code);
}

async function giveUp(
  cloud: Cloud,
  rule: Rule,
  target: Target,
  event: JsonObject,
  failure: AwsError,
  retries: number,
): Promise<void> {
  const queue = target.DeadLetterConfig?.Arn;
  if (queue === undefined) throw failure;
  const attributes: Record<string, string> = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn!,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    RETRY_ATTEMPTS: String(retries),
  };
  await cloud.call(service(rule), 'SQS', 'SendMessage', {
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

function principalFor(cloud: Cloud, rule: Rule, { RoleArn }: Target): Principal {
  if (RoleArn === undefined) return service(rule);
  const session = cloud.random.uuid().replaceAll('-', '');
  return {
    kind: 'role',
    arn: assumedRoleArn(RoleArn, session),
    roleArn: RoleArn,
    sourceArn: rule.arn,
  };
}

function service(rule: Rule): Principal {
  const name = 'events.amazonaws.com';
  return { kind: 'service', arn: name, service: name, sourceArn: rule.arn };
}
