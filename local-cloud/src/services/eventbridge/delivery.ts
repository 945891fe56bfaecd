import type { Target } from '@aws-sdk/client-eventbridge';
import type { AwsError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { failureOf } from '../attempt.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { type Exhausted, giveUp } from './dead-letter.ts';
import { targetInput } from './input.ts';
import { eventsFor } from './principal.ts';
import type { Rule } from './rules.ts';
import { targetCall } from './targets.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 600_000;

/** One event on its way to one target. */
interface Delivery {
  readonly cloud: Cloud;
  readonly rule: Rule;
  readonly target: Target;
  readonly event: JsonObject;
  readonly principal: Principal;
  /** Cloud time in milliseconds at which EventBridge received the event. */
  readonly received: number;
}

/** Hands an event to every target of a rule, each on its own. */
export function deliver(cloud: Cloud, rule: Rule, event: JsonObject): void {
  const received = cloud.clock.now();
  for (const target of rule.targets.values()) {
    const principal = principalFor(cloud, rule, target);
    attempt({ cloud, rule, target, event, principal, received }, 0);
  }
}

/**
 * Calls the target, again and again with growing delays while the failure may pass, for as long as
 * the retry policy lets it. What cannot be delivered goes to the target's dead-letter queue.
 */
function attempt(delivery: Delivery, retries: number): void {
  const { cloud, rule, target, event } = delivery;
  cloud.background(`${rule.arn} to ${target.Arn}`, async () => {
    const failure = await failureOf(() => call(delivery));
    if (failure === undefined) return;
    const delay = delayBefore(cloud, retries + 1);
    const exhausted = whatIsExhausted(delivery, retries, delay);
    if (mayPass(failure) && exhausted === undefined) {
      // A timer, not a sleep: work in flight would keep the clock from being moved on.
      cloud.clock.after(delay, () => attempt(delivery, retries + 1));
    } else {
      const condition = mayPass(failure) ? exhausted : undefined;
      await giveUp(cloud, { rule, target, event, failure, retries, condition });
    }
  });
}

function call({ cloud, rule, target, event, principal, received }: Delivery): Promise<unknown> {
  const { sdkId, operation, input } = targetCall(target);
  const text = targetInput(target, event, {
    ruleArn: rule.arn,
    ruleName: rule.name,
    ingestionTime: new Date(received).toISOString(),
  });
  return cloud.call(principal, sdkId, operation, input(target, text));
}

/** Exponential back-off with jitter. */
function delayBefore({ random }: Cloud, retry: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (retry - 1), LONGEST_DELAY_MS) * random.float();
}

function whatIsExhausted(
  { cloud, target: { RetryPolicy }, received }: Delivery,
  retries: number,
  delay: number,
): Exhausted | undefined {
  if (retries >= (RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_ATTEMPTS)) {
    return 'MaximumRetryAttempts';
  }
  const age = (cloud.clock.now() + delay - received) / 1000;
  return age > (RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS)
    ? 'MaximumEventAgeInSeconds'
    : undefined;
}

/** Missing permissions and targets do not come back by themselves; throttling and outages do. */
function mayPass(failure: AwsError): boolean {
  return failure.fault === 'server' || /Thrott|TooManyRequests|LimitExceeded/.test(failure.code);
}

function principalFor(cloud: Cloud, rule: Rule, { RoleArn }: Target): Principal {
  if (RoleArn === undefined) return eventsFor(rule);
  const session = cloud.random.uuid().replaceAll('-', '');
  return {
    kind: 'role',
    arn: assumedRoleArn(RoleArn, session),
    roleArn: RoleArn,
    sourceArn: rule.arn,
  };
}
