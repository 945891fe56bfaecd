import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { Later } from '../../core/later.ts';
import type { Permission } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { Consumer, type ConsumerSettings, SAVED_CONSUMER } from './consumer.ts';
import { consumerNotFound, inUse, invalidArgument } from './errors.ts';
import type { Stream } from './stream.ts';
import { SETTLING, type Streams } from './streams.ts';

/** Of a stream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html */
const MOST = 20;
/** Of an account. */
const MOST_CREATING = 5;

/** How requests name a consumer: by its ARN, by its stream and its name, or by all of them. */
export interface ConsumerReference {
  readonly ConsumerARN?: string | undefined;
  readonly StreamARN?: string | undefined;
  readonly ConsumerName?: string | undefined;
}

interface Transition {
  readonly arn: string;
  readonly to: 'ACTIVE' | 'GONE';
}

const TRANSITION = shape<Transition>({ arn: z.string(), to: z.enum(['ACTIVE', 'GONE']) });

/** The consumers of all streams. */
export class Consumers implements State {
  readonly streams: Streams;
  /** What is under way of consumers that are being registered or deregistered. */
  readonly transitions: Later<Transition>;

  constructor(streams: Streams) {
    this.streams = streams;
    const settle = (transition: Transition) => this.#settle(transition);
    const { clock } = streams.cloud;
    this.transitions = new Later(clock, 'Next status of a consumer', TRANSITION, settle);
  }

  save(): Json {
    const saved = this.streams.all().flatMap((stream) =>
      [...stream.consumers.values()].map(({ name, createdAt, status, settings }) => ({
        ...settings,
        stream: stream.name,
        name,
        createdAt,
        status,
      })),
    );
    return toJson(saved);
  }

  load(json: Json): void {
    for (const saved of fromJson(json, z.array(SAVED_CONSUMER))) {
      const { stream, name, createdAt, status, ...settings } = saved;
      const { consumers, arn } = this.streams.get({ StreamName: stream });
      const consumer = new Consumer(name, arn, settings, createdAt);
      consumer.status = status;
      consumers.set(name, consumer);
    }
  }

  /** @throws ResourceNotFoundException, InvalidArgumentException */
  get(reference: ConsumerReference): Consumer {
    const { ConsumerARN, StreamARN, ConsumerName } = reference;
    const isNamed = StreamARN !== undefined && ConsumerName !== undefined;
    if (ConsumerARN === undefined && !isNamed) {
      throw invalidArgument('Provide ConsumerARN, or StreamARN and ConsumerName.');
    }
    const consumer =
      ConsumerARN === undefined
        ? this.streams.get({ StreamARN }).consumers.get(ConsumerName!)
        : this.streams.consumer(ConsumerARN);
    if (consumer === undefined) throw consumerNotFound(ConsumerARN ?? this.arn(reference));
    const isOther =
      (StreamARN !== undefined && StreamARN !== consumer.streamArn) ||
      (ConsumerName !== undefined && ConsumerName !== consumer.name);
    if (!isOther) return consumer;
    throw invalidArgument(
      `ConsumerARN names the consumer ${consumer.name} of ${consumer.streamArn}, and StreamARN or ConsumerName another one. Provide ConsumerARN alone, or both others.`,
    );
  }

  /** The permission for an action on a consumer, which its own policy may grant too. */
  permission(action: string, reference: ConsumerReference): Permission {
    return this.streams.permission(action, { StreamARN: this.arn(reference) });
  }

  /**
   * As permissions name it: one that is named by its stream without the time of its creation.
   * https://github.com/aws/aws-cdk/issues/22184
   */
  arn({ ConsumerARN, StreamARN, ConsumerName }: ConsumerReference): string {
    return ConsumerARN ?? `${StreamARN}/consumer/${ConsumerName}`;
  }

  /**
   * @param ms how long it is CREATING
   * @throws ResourceInUseException, LimitExceededException
   */
  register(stream: Stream, name: string, settings: ConsumerSettings, ms = SETTLING): Consumer {
    const { clock, accountId } = this.streams.cloud;
    const under = `under stream ${stream.name} and account ${accountId}`;
    if (stream.consumers.has(name)) {
      throw inUse(
        `Consumer ${name} ${under} already exists. Choose another name, or deregister it.`,
      );
    }
    if (stream.consumers.size >= MOST) {
      throw new AwsError(
        'LimitExceededException',
        `Consumer ${name} ${under} cannot be registered: a stream has at most ${MOST} consumers. Deregister one that is not needed any more.`,
      );
    }
    if (ms > 0) this.#checkCreating(name, under);
    const consumer = new Consumer(name, stream.arn, settings, clock.now());
    stream.consumers.set(name, consumer);
    this.#begin({ arn: consumer.arn, to: 'ACTIVE' }, ms);
    return consumer;
  }

  /** Its subscriptions end now. `ms`: how long it is DELETING. */
  deregister(consumer: Consumer, ms = SETTLING): void {
    consumer.status = 'DELETING';
    for (const { subscription } of consumer.subscribed.values()) {
      subscription.end(consumerNotFound(consumer.arn));
    }
    this.#begin({ arn: consumer.arn, to: 'GONE' }, ms);
  }

  #checkCreating(name: string, under: string): void {
    const all = this.streams.all().flatMap(({ consumers }) => [...consumers.values()]);
    if (all.filter(({ status }) => status === 'CREATING').length < MOST_CREATING) return;
    throw new AwsError(
      'LimitExceededException',
      `Consumer ${name} ${under} cannot be registered: ${MOST_CREATING} consumers of the account are in the status CREATING, which is as many as there can be. Try again when one is ACTIVE.`,
    );
  }

  #begin(transition: Transition, ms: number): void {
    if (ms === 0) this.#settle(transition);
    else this.transitions.add(transition, ms);
  }

  #settle({ arn, to }: Transition): void {
    const consumer = this.streams.consumer(arn);
    if (consumer === undefined) return;
    const isLeaving = consumer.status === 'DELETING';
    if (to === 'GONE' && isLeaving) {
      this.streams.find(arn)?.consumers.delete(consumer.name);
    } else if (to === 'ACTIVE' && !isLeaving) consumer.status = 'ACTIVE';
  }
}
