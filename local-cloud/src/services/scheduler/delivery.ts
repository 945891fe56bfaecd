import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import { Later } from '../../core/later.ts';
import type { Cloud } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import { failureOf } from '../attempt.ts';
import { delayBefore, mayPass, whatIsExhausted } from '../retry-policy.ts';
import { sendDeadLetter, type Undelivered } from './dead-letter.ts';
import { type Attempt, inputOf } from './input.ts';
import { measure } from './metrics.ts';
import { assume } from './role.ts';
import type { ScheduleEntity } from './schedules.ts';
import type { Settings } from './settings.ts';
import { refusedEntry, targetCall } from './targets.ts';
import type { FindOperation } from './universal.ts';

/** One run on its way to the target of its schedule. */
interface Delivery {
  readonly scheduleArn: string;
  readonly group: string;
  readonly groupArn: string;
  readonly target: Settings['Target'];
  /** The time that the expression named, and of the first attempt: cloud milliseconds. */
  readonly scheduled: number;
  readonly began: number;
  readonly retries: number;
}

const SAVED = shape<Delivery>({
  scheduleArn: z.string(),
  group: z.string(),
  groupArn: z.string(),
  target: given<Settings['Target']>(),
  scheduled: z.number(),
  began: z.number(),
  retries: z.number(),
});

/** What is on its way from schedules to their targets. */
export class Deliveries {
  readonly #cloud: Cloud;
  readonly #find: FindOperation;
  readonly #settled: (scheduleArn: string) => void;
  /** Runs that failed and may yet succeed. */
  readonly retries: Later<Delivery>;

  /** @param settled called when nothing more becomes of a run */
  constructor(cloud: Cloud, find: FindOperation, settled: (scheduleArn: string) => void) {
    this.#cloud = cloud;
    this.#find = find;
    this.#settled = settled;
    this.retries = new Later(cloud.clock, 'Next try of a target of Scheduler', SAVED, (delivery) =>
      this.#attempt(delivery),
    );
  }

  /** Invokes the target of a schedule. */
  begin({ arn, settings }: ScheduleEntity, groupArn: string, scheduled: number): void {
    this.#attempt({
      scheduleArn: arn,
      group: settings.GroupName,
      groupArn,
      target: settings.Target,
      scheduled,
      began: this.#cloud.clock.now(),
      retries: 0,
    });
  }

  /**
   * Invokes the target, again and again with growing delays while the failure may pass, for as long
   * as the retry policy lets it. What cannot be delivered goes to the dead-letter queue.
   */
  #attempt(delivery: Delivery): void {
    const { scheduleArn, target, group, retries } = delivery;
    this.#cloud.background(`${scheduleArn} to ${target.Arn}`, async () => {
      const attempt = attemptOf(this.#cloud, delivery);
      const text = inputOf(this.#cloud, target, attempt);
      measure(this.#cloud, group, 'InvocationAttemptCount');
      const failure = await failureOf(() => this.#invoke(delivery, text));
      if (failure === undefined) return this.#settled(scheduleArn);
      measure(this.#cloud, group, 'TargetErrorCount');
      const delay = delayBefore(this.#cloud, retries + 1);
      const age = this.#cloud.clock.now() + delay - delivery.began;
      const exhausted = whatIsExhausted(target.RetryPolicy, retries, age);
      if (mayPass(failure) && exhausted === undefined) {
        this.retries.add({ ...delivery, retries: retries + 1 }, delay);
      } else {
        const condition = mayPass(failure) ? exhausted : undefined;
        this.#settled(scheduleArn);
        await this.#giveUp(delivery, { target, attempt, text, failure, condition });
      }
    });
  }

  async #invoke({ scheduleArn, groupArn, target }: Delivery, text: string): Promise<void> {
    const role = await assume(this.#cloud, target.RoleArn, groupArn);
    const { sdkId, operation, input } = await targetCall(this.#find, target, text, scheduleArn);
    const refused = refusedEntry(await this.#cloud.call(role, sdkId, operation, input));
    if (refused !== undefined) throw new AwsError(refused.code, refused.message);
  }

  /** Without a queue the run is lost, and that is reported. */
  async #giveUp({ group, groupArn, target }: Delivery, undelivered: Undelivered): Promise<void> {
    const queue = target.DeadLetterConfig?.Arn;
    if (queue === undefined) {
      measure(this.#cloud, group, 'InvocationDroppedCount');
      throw undelivered.failure;
    }
    try {
      const role = await assume(this.#cloud, target.RoleArn, groupArn);
      await sendDeadLetter(this.#cloud, role, queue, undelivered);
      measure(this.#cloud, group, 'InvocationsSentToDeadLetterCount');
    } catch (error) {
      measure(this.#cloud, group, 'InvocationsFailedToBeSentToDeadLetterCount');
      throw error;
    }
  }
}

function attemptOf({ random }: Cloud, { scheduleArn, scheduled, retries }: Delivery): Attempt {
  const executionId = Buffer.from(random.bytes(8)).toString('hex');
  return { scheduleArn, scheduled, executionId, number: retries + 1 };
}
