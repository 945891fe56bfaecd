import type { Target } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import type { JsonObject } from '../../core/json.ts';
import { Later } from '../../core/later.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import { Line } from '../../core/turns.ts';
import { failureOf } from '../attempt.ts';
import { delayBefore, mayPass, whatIsExhausted } from '../retry-policy.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { giveUp } from './dead-letter.ts';
import { targetInput } from './input.ts';
import { eventsFor } from './principal.ts';
import type { Rule } from './rules.ts';
import { isoSeconds } from './scheduled-event.ts';
import { targetCall } from './targets.ts';

/** One event on its way to one target. */
interface Delivery {
  readonly rule: Origin;
  readonly target: Target;
  readonly event: JsonObject;
  /** Cloud time in milliseconds at which EventBridge received the event. */
  readonly received: number;
  readonly retries: number;
}

/** The rule that an event matched. */
export type Origin = Pick<Rule, 'name' | 'arn'>;

const SAVED_DELIVERY = shape<Delivery>({
  rule: shape<Origin>({ name: z.string(), arn: z.string() }),
  target: given<Target>(),
  event: given<JsonObject>(),
  received: z.number(),
  retries: z.number(),
});

/** In characters. A transformer may make 16 MB of an event of 256 kB. */
const LONG_INPUT = 2 ** 14;

/** What is on its way from rules to their targets. */
export class Deliveries {
  readonly #cloud: Cloud;
  readonly #inputs = new Line();
  /** Deliveries that failed and may yet succeed. */
  readonly retries: Later<Delivery>;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.retries = new Later(
      cloud.clock,
      'Next try of a target of EventBridge',
      SAVED_DELIVERY,
      (delivery) => this.#attempt(delivery),
    );
  }

  /** Hands an event to every target of a rule, each on its own. */
  deliver({ name, arn, targets }: Rule, event: JsonObject): void {
    const rule = { name, arn };
    const received = this.#cloud.clock.now();
    for (const target of targets.values()) {
      this.#attempt({ rule, target, event, received, retries: 0 });
    }
  }

  /**
   * Calls the target, again and again with growing delays while the failure may pass, for as long
   * as the retry policy lets it. What cannot be delivered goes to the target's dead-letter queue.
   */
  #attempt(delivery: Delivery): void {
    const { rule, target, retries, received } = delivery;
    this.#cloud.background(`${rule.arn} to ${target.Arn}`, async () => {
      const failure = await failureOf(() => this.#call(delivery));
      if (failure === undefined) return;
      const delay = delayBefore(this.#cloud, retries + 1);
      const age = this.#cloud.clock.now() + delay - received;
      const exhausted = whatIsExhausted(target.RetryPolicy, retries, age);
      if (mayPass(failure) && exhausted === undefined) {
        this.retries.add({ ...delivery, retries: retries + 1 }, delay);
      } else {
        const condition = mayPass(failure) ? exhausted : undefined;
        await giveUp(this.#cloud, { ...delivery, failure, condition });
      }
    });
  }

  async #call({ rule, target, event, received }: Delivery): Promise<unknown> {
    const { sdkId, operation, input } = targetCall(target);
    const context = {
      ruleArn: rule.arn,
      ruleName: rule.name,
      ingestionTime: isoSeconds(received),
    };
    const write = () => targetInput(target, event, context);
    const text = await this.#inputs.next(write, ({ length }) => length > LONG_INPUT);
    const principal = await principalFor(this.#cloud, rule, target);
    return this.#cloud.call(principal, sdkId, operation, input(target, text, String(event.id)));
  }
}

/** The target's role, which must let EventBridge in; without one, EventBridge itself. */
async function principalFor(cloud: Cloud, rule: Origin, { RoleArn }: Target): Promise<Principal> {
  const events = eventsFor(rule);
  if (RoleArn === undefined) return events;
  const RoleSessionName = cloud.random.uuid().replaceAll('-', '');
  await cloud.call(events, 'STS', 'AssumeRole', { RoleArn, RoleSessionName });
  return {
    kind: 'role',
    arn: assumedRoleArn(RoleArn, RoleSessionName),
    roleArn: RoleArn,
    sourceArn: rule.arn,
  };
}
