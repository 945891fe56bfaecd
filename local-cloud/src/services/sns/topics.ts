import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { Later } from '../../core/later.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { Line } from '../../core/turns.ts';
import { Deduplication, SAVED_DEDUPLICATION, type SavedDeduplication } from '../deduplication.ts';
import { attempt, type Delivery, SAVED_DELIVERY } from './deliver.ts';
import {
  elementsOf,
  invalidParameter,
  invalidToken,
  subscriptionNotFound,
  topicNotFound,
} from './errors.ts';
import type { Filter } from './filter.ts';
import type { Protocol } from './protocols.ts';
import { SAVED_SUBSCRIPTION } from './saved-subscription.ts';
import { filterOf } from './subscription-attributes.ts';
import { defaultPolicy } from './topic-attributes.ts';

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly attributes: Map<string, string>;
  tags: Map<string, string>;
  /** The policy that was given, as it was. */
  dataProtection?: string | undefined;
  /** What a FIFO topic took within the last five minutes, and how far it has counted. */
  readonly deduplication: Deduplication;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  attributes: Map<string, string>;
  filter: Filter | undefined;
  /** Who subscribed it. */
  readonly principal: string;
  /**
   * Pending: nothing is delivered until whoever has the token confirms. Authenticated: confirmed by
   * a signed request with AuthenticateOnUnsubscribe, so that only a signed request ends it.
   */
  confirmation: 'pending' | 'confirmed' | 'authenticated';
  /** What the mail that asked for the confirmation has, and until when: cloud time in milliseconds. */
  readonly asked: { readonly token: string; readonly until: number } | undefined;
}

interface SavedTopic extends Omit<Topic, 'deduplication'> {
  readonly deduplication: SavedDeduplication;
}

export { PROTOCOLS, type Protocol } from './protocols.ts';

const texts = z.map(z.string(), z.string());

const SAVED = z.strictObject({
  topics: z.array(
    shape<SavedTopic>({
      arn: z.string(),
      name: z.string(),
      attributes: texts,
      tags: texts,
      dataProtection: z.string().optional(),
      deduplication: SAVED_DEDUPLICATION,
    }),
  ),
  subscriptions: z.array(SAVED_SUBSCRIPTION),
  deactivated: z.array(SAVED_SUBSCRIPTION),
});

/** How long SNS waits for a confirmation, in milliseconds. */
const CONFIRMABLE = 2 * 86_400_000;

/** What is to be confirmed, from now on. */
export function askedBy({ clock, random }: Cloud): NonNullable<Subscription['asked']> {
  const token = Buffer.from(random.bytes(128)).toString('hex');
  return { token, until: clock.now() + CONFIRMABLE };
}

/** The topics of the account, and who listens to them. */
export class Topics implements State {
  readonly cloud: Cloud;
  /** Deliveries to endpoints that were down. */
  readonly retries: Later<Delivery>;
  readonly #topics = new Map<string, Topic>();
  /** Messages are handed out in the order in which they were published. */
  readonly fanOuts = new Line();
  readonly #subscriptions = new Map<string, Subscription>();
  /** Of servers that may have them back. */
  readonly #deactivated = new Map<string, Subscription>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.retries = new Later(
      cloud.clock,
      'Next try of a delivery of SNS',
      SAVED_DELIVERY,
      (delivery) => attempt(this, delivery),
    );
  }

  save(): Json {
    const subscriptions = this.subscriptions().map(withoutFilter);
    const deactivated = [...this.#deactivated.values()].map(withoutFilter);
    const topics = this.all().map((topic) => ({
      ...topic,
      deduplication: topic.deduplication.save(),
    }));
    return toJson({ topics, subscriptions, deactivated });
  }

  load(json: Json): void {
    const { topics, subscriptions, deactivated } = fromJson(json, SAVED);
    for (const { deduplication: saved, ...topic } of topics) {
      const deduplication = new Deduplication(this.cloud.clock, topic.arn);
      deduplication.load(saved);
      this.add({ ...topic, deduplication });
    }
    for (const subscription of subscriptions) {
      this.subscribe({ ...subscription, filter: filterOf(subscription.attributes) });
    }
    for (const one of deactivated) {
      this.#deactivated.set(one.arn, { ...one, filter: filterOf(one.attributes) });
    }
  }

  arn(name: string): string {
    return `arn:aws:sns:${this.cloud.region}:${this.cloud.accountId}:${name}`;
  }

  /** The permission for an action on a topic, which the topic's own policy may grant too. */
  permission(action: string, topicArn: string | undefined): Permission {
    const topic = this.#topics.get(topicArn ?? '');
    return {
      action: `sns:${action}`,
      resource: topicArn ?? '*',
      ...(topic && { resourcePolicy: topic.attributes.get('Policy') ?? defaultPolicy(topic.arn) }),
    };
  }

  find(arn: string | undefined): Topic | undefined {
    return this.#topics.get(arn ?? '');
  }

  /** @throws InvalidParameterException, NotFoundException */
  get(arn: string | undefined): Topic {
    if (arn !== undefined) elementsOf('TopicArn', arn);
    if (arn === undefined || !/^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+$/.test(arn)) {
      throw invalidParameter('TopicArn');
    }
    const topic = this.#topics.get(arn);
    if (topic === undefined) throw topicNotFound();
    return topic;
  }

  add(topic: Topic): void {
    this.#topics.set(topic.arn, topic);
  }

  /** Its subscriptions go with it. */
  remove(arn: string): void {
    this.#topics.delete(arn);
    for (const one of this.#deactivated.values()) {
      if (one.topicArn === arn) this.#deactivated.delete(one.arn);
    }
    for (const subscription of this.subscriptionsOf(arn)) this.unsubscribe(subscription.arn);
  }

  all(): Topic[] {
    return [...this.#topics.values()];
  }

  subscribe(subscription: Subscription): void {
    this.#subscriptions.set(subscription.arn, subscription);
  }

  unsubscribe(arn: string): void {
    this.#subscriptions.delete(arn);
  }

  /** Keeps a subscription that has ended, with the token that restores it. */
  deactivate(subscription: Subscription): Subscription {
    const kept = { ...subscription, asked: askedBy(this.cloud) };
    this.#deactivated.set(kept.arn, kept);
    return kept;
  }

  #restored(topicArn: string, token: string | undefined): Subscription | undefined {
    const found = [...this.#deactivated.values()].find(
      (one) => one.topicArn === topicArn && one.asked?.token === token,
    );
    if (found === undefined || found.asked!.until <= this.cloud.clock.now()) return undefined;
    this.#deactivated.delete(found.arn);
    this.subscribe(found);
    return found;
  }

  /**
   * Confirms the subscription that the token was sent for. One that is confirmed stays as it is.
   *
   * @throws InvalidParameterException
   */
  confirm(
    topicArn: string | undefined,
    token: string | undefined,
    how: Exclude<Subscription['confirmation'], 'pending'>,
  ): Subscription {
    // A token of another form than SNS's is told apart (recorded).
    if (!/^[\da-f]{64,}$/.test(token ?? '')) throw invalidToken();
    const asked =
      this.subscriptionsOf(topicArn ?? '').find((one) => one.asked?.token === token) ??
      this.#restored(topicArn ?? '', token);
    if (asked === undefined) throw invalidParameter('Token');
    if (asked.confirmation === 'pending') asked.confirmation = how;
    return asked;
  }

  /** @throws NotFoundException */
  subscription(arn: string | undefined): Subscription {
    const subscription = this.#subscriptions.get(arn ?? '');
    if (subscription === undefined) throw subscriptionNotFound();
    return subscription;
  }

  subscriptionsOf(topicArn: string): Subscription[] {
    return this.subscriptions().filter((subscription) => subscription.topicArn === topicArn);
  }

  subscriptions(): Subscription[] {
    return [...this.#subscriptions.values()].filter((one) => !this.#isForgotten(one));
  }

  /** SNS forgets what nobody confirms. */
  #isForgotten({ confirmation, asked }: Subscription): boolean {
    return confirmation === 'pending' && asked!.until <= this.cloud.clock.now();
  }
}

function withoutFilter({ filter: _, ...subscription }: Subscription) {
  return subscription;
}
