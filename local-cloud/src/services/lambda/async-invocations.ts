import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { Later } from '../../core/later.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, stateOf, toJson } from '../../core/state.ts';
import { detached, held } from '../../function-host/detached.ts';
import type { Outcome } from '../../function-host/types.ts';
import { deliver, type Finished } from './destinations.ts';
import type { Functions } from './functions.ts';
import { LATEST, type Qualified } from './qualified.ts';

/** Before the second and the third attempt, in milliseconds. */
const RETRY_DELAYS = [60_000, 120_000];
/** A throttled event is tried again after 1 second, then twice as long each time, up to 5 minutes. */
const BACKOFF = { first: 1000, longest: 300_000 };

const DEFAULT_RETRIES = 2;
const DEFAULT_AGE = 21_600;

interface QueuedEvent {
  /** Of the function, the version or the alias. */
  readonly arn: string;
  readonly requestId: string;
  readonly payload: string;
  readonly queuedAt: number;
  /** The version that ran last. */
  version: string;
  /** How often the function ran. */
  attempts: number;
  /** How often there was no concurrency left. */
  throttles: number;
}

const SAVED_EVENT = shape<QueuedEvent>({
  arn: z.string(),
  version: z.string(),
  requestId: z.string(),
  payload: z.string(),
  queuedAt: z.number(),
  attempts: z.number(),
  throttles: z.number(),
});

/**
 * The queue of asynchronous events. A function that fails is tried again after one and after two
 * minutes; one that is throttled, until the event is too old. What fails in the end goes to the
 * dead-letter queue and the failure destination.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsyncInvocations {
  readonly #cloud: Cloud;
  readonly #functions: Functions;
  readonly #running = new Set<QueuedEvent>();
  readonly #retries: Later<QueuedEvent>;

  constructor(cloud: Cloud, functions: Functions) {
    this.#cloud = cloud;
    this.#functions = functions;
    this.#retries = new Later(
      cloud.clock,
      'Next try of an asynchronous invocation',
      SAVED_EVENT,
      (event) => this.#start(event),
    );
  }

  /** Events that the function is at work on are given to it once more, as AWS may do. */
  get state(): State {
    return stateOf({
      retries: this.#retries,
      running: {
        save: () => toJson([...this.#running]),
        load: (json: Json) => {
          for (const event of fromJson(json, z.array(SAVED_EVENT))) this.#running.add(event);
        },
        resume: () => {
          for (const event of this.#running) this.#start(event);
        },
      },
    });
  }

  enqueue(invoked: Qualified, payload: string): void {
    this.#start({
      arn: invoked.arn,
      version: LATEST,
      requestId: this.#cloud.random.uuid(),
      payload,
      queuedAt: this.#cloud.clock.now(),
      attempts: 0,
      throttles: 0,
    });
  }

  #start(event: QueuedEvent): void {
    const label = `Asynchronous invocation of ${event.arn}`;
    this.#running.add(event);
    detached(this.#cloud, label, async () => {
      try {
        await this.#attempt(event);
      } finally {
        this.#running.delete(event);
      }
    });
  }

  async #attempt(event: QueuedEvent): Promise<void> {
    const invoked = this.#functions.findQualified(event.arn);
    // With the function its events are gone.
    if (invoked === undefined) return;
    const { requestId, payload, arn: invokedArn } = event;
    const version = invoked.choose();
    event.version = version.version;
    let outcome: Outcome;
    try {
      outcome = await this.#functions.host.invoke(invoked.hosted(version), {
        requestId,
        payload,
        invokedArn,
      });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'TooManyRequestsException') throw error;
      await held(this.#cloud, () => this.#throttled(invoked, event));
      return;
    }
    event.attempts += 1;
    await held(this.#cloud, () => this.#ended(invoked, event, outcome));
  }

  async #ended(invoked: Qualified, event: QueuedEvent, outcome: Outcome): Promise<void> {
    if (outcome.functionError === undefined) {
      await this.#finish(invoked, event, 'Success', outcome);
    } else if (event.attempts > (invoked.asyncConfig?.MaximumRetryAttempts ?? DEFAULT_RETRIES)) {
      await this.#finish(invoked, event, 'RetriesExhausted', outcome);
    } else {
      await this.#again(invoked, event, RETRY_DELAYS[event.attempts - 1]!, outcome);
    }
  }

  async #throttled(invoked: Qualified, event: QueuedEvent): Promise<void> {
    const delay = Math.min(BACKOFF.first * 2 ** event.throttles, BACKOFF.longest);
    event.throttles += 1;
    // A function that is stopped by a reservation of 0 gets no event at all.
    if (invoked.fn.reservedConcurrency === 0)
      await this.#finish(invoked, event, 'ZeroReservedConcurrency');
    else await this.#again(invoked, event, delay);
  }

  async #again(
    invoked: Qualified,
    event: QueuedEvent,
    delay: number,
    outcome?: Outcome,
  ): Promise<void> {
    const age = this.#cloud.clock.now() + delay - event.queuedAt;
    if (age > (invoked.asyncConfig?.MaximumEventAgeInSeconds ?? DEFAULT_AGE) * 1000) {
      await this.#finish(invoked, event, 'EventAgeExceeded', outcome);
    } else {
      this.#retries.add(event, delay);
    }
  }

  #finish(
    invoked: Qualified,
    event: QueuedEvent,
    condition: Finished['condition'],
    outcome?: Outcome,
  ): Promise<void> {
    const principal = this.#functions.host.principalOf(invoked.hosted());
    return deliver(this.#cloud, principal, invoked, { ...event, condition, outcome });
  }
}
