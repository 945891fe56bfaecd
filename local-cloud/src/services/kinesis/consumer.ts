import type { Consumer as ConsumerShown, ConsumerStatus } from '@aws-sdk/client-kinesis';
import * as z from 'zod';
import { shape } from '../../core/state.ts';
import { wholeSecond } from '../../core/whole-second.ts';
import type { Subscription } from './subscription.ts';

/** What can be set of a consumer. */
export interface ConsumerSettings {
  /** Its resource policy, as it was given. */
  policy: string | undefined;
  readonly tags: Map<string, string>;
}

export interface SavedConsumer extends ConsumerSettings {
  readonly stream: string;
  readonly name: string;
  readonly createdAt: number;
  readonly status: ConsumerStatus;
}

export const SAVED_CONSUMER = shape<SavedConsumer>({
  stream: z.string(),
  name: z.string(),
  createdAt: z.number(),
  status: z.enum(['CREATING', 'DELETING', 'ACTIVE']),
  policy: z.string().optional(),
  tags: z.map(z.string(), z.string()),
});

/** The last subscription to a shard. */
export interface Subscribed {
  /** When, in milliseconds. */
  readonly at: number;
  readonly subscription: Subscription;
}

/** A consumer that is registered with a stream: shards push their records to it (enhanced fan-out). */
export class Consumer {
  readonly name: string;
  /** It tells the second: one of the same name that comes later has another. */
  readonly arn: string;
  readonly streamArn: string;
  readonly settings: ConsumerSettings;
  readonly createdAt: number;
  status: ConsumerStatus = 'CREATING';
  /** By the ids of the shards. Nothing of them is saved: a connection does not outlive its cloud. */
  readonly subscribed = new Map<string, Subscribed>();

  /** @param createdAt in milliseconds */
  constructor(name: string, streamArn: string, settings: ConsumerSettings, createdAt: number) {
    this.name = name;
    this.streamArn = streamArn;
    this.settings = settings;
    this.createdAt = createdAt;
    this.arn = `${streamArn}/consumer/${name}:${this.creationSecond}`;
  }

  /** In seconds since 1970. */
  get creationSecond(): number {
    return Math.floor(this.createdAt / 1000);
  }

  describe(): ConsumerShown {
    return {
      ConsumerName: this.name,
      ConsumerARN: this.arn,
      ConsumerStatus: this.status,
      ConsumerCreationTimestamp: wholeSecond(this.createdAt),
    };
  }
}
