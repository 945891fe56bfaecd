import type { Cloud, Permission } from '../../core/service.ts';
import { invalidParameter, subscriptionNotFound, topicNotFound } from './errors.ts';
import type { Filter } from './filter.ts';

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly attributes: Map<string, string>;
  filter: Filter | undefined;
}

export const PROTOCOLS = ['sqs', 'lambda', 'email', 'email-json'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** The topics of the account, and who listens to them. */
export class Topics {
  readonly cloud: Cloud;
  readonly #topics = new Map<string, Topic>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  arn(name: string): string {
    return `arn:aws:sns:${this.cloud.region}:${this.cloud.accountId}:${name}`;
  }

  /** The permission for an action on a topic, which the topic's own policy may grant too. */
  permission(action: string, topicArn: string | undefined): Permission {
    const policy = this.#topics.get(topicArn ?? '')?.attributes.get('Policy');
    return {
      action: `sns:${action}`,
      resource: topicArn ?? '*',
      ...(policy !== undefined && { resourcePolicy: policy }),
    };
  }

  find(arn: string | undefined): Topic | undefined {
    return this.#topics.get(arn ?? '');
  }

  /** @throws InvalidParameterException, NotFoundException */
  get(arn: string | undefined): Topic {
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
    return [...this.#subscriptions.values()];
  }
}
