import type { Clock } from '../../core/clock.ts';
import type { Random } from '../../core/random.ts';
import { Deduplication } from '../deduplication.ts';
import type { QueueAttributes } from './attributes.ts';
import { FifoMessages } from './fifo-messages.ts';
import { LongPolls } from './long-polls.ts';
import type { Message, MessageState } from './message.ts';
import { encodeReceiptHandle } from './receipt-handle.ts';
import type { SavedQueue } from './saved-queue.ts';
import { VisibleMessages } from './visible-messages.ts';

/** Seconds. */
export const MAX_VISIBILITY = 43_200;

export interface QueuePorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Whether the queue that the redrive policy names is there. */
  hasDeadLetterQueue(queue: Queue): boolean;
  /** Takes over a message that was received too often. */
  redrive(message: Message, from: Queue): void;
  /** Whether somebody in the cloud serves this queue, so that the clock has a reason to skip. */
  isServed(queue: Queue): boolean;
  /** A message can be received. */
  arrived(queue: Queue): void;
}

/** The messages of one queue, and who waits for them. */
export class Queue {
  readonly name: string;
  readonly arn: string;
  createdAt: number;
  readonly deduplication: Deduplication;
  attributes: QueueAttributes;
  modifiedAt: number;
  purgedAt: number | undefined;
  tags: Record<string, string> = {};
  readonly #ports: QueuePorts;
  /** In the order they were sent. */
  readonly #messages = new Map<string, Message>();
  /** Of a FIFO queue. */
  readonly #fifo = new FifoMessages<Message>();
  /** Of a standard queue. */
  readonly #visible = new VisibleMessages((message) => this.#isVisible(message));
  #oldest = Number.POSITIVE_INFINITY;
  readonly #counts: Record<MessageState, number> = { visible: 0, inFlight: 0, delayed: 0, gone: 0 };
  /** Dead letters keep the time they were sent first, and so break the order. */
  #takesDeadLetters = false;
  readonly #visibility = () => `Visibility of a message in ${this.name}`;
  readonly #longPolls: LongPolls;

  constructor(name: string, arn: string, attributes: QueueAttributes, ports: QueuePorts) {
    this.name = name;
    this.arn = arn;
    this.attributes = attributes;
    this.#ports = ports;
    this.createdAt = ports.clock.now();
    this.modifiedAt = this.createdAt;
    this.deduplication = new Deduplication(ports.clock, arn);
    this.#longPolls = new LongPolls(ports.clock);
  }

  get isFifo(): boolean {
    return this.name.endsWith('.fifo');
  }

  /** Takes a message in; it becomes visible after `delay` milliseconds. */
  add(message: Message, delay: number): void {
    this.#put(message);
    if (delay > 0) this.#hide(message, 'delayed', delay);
    else this.#show(message);
  }

  /** Up to `max` messages, hidden from other receivers for `visibility` milliseconds. */
  receive(max: number, visibility: number): Message[] {
    this.expire();
    const taken: Message[] = [];
    for (const message of (this.isFifo ? this.#fifo : this.#visible).taken()) {
      if (this.#isSpent(message)) continue;
      this.#take(message);
      taken.push(message);
      if (taken.length >= max) break;
    }
    for (const message of taken) this.#hide(message, 'inFlight', visibility);
    return taken;
  }

  /** Messages that can be received, the first that were sent; nobody receives them by this. */
  visible(most: number): Message[] {
    this.expire();
    const all = [...this.#messages.values()].filter(({ state }) => state === 'visible');
    return all.slice(0, most);
  }

  /** Undefined: there is no such message, or it was deleted. */
  find(messageId: string): Message | undefined {
    this.expire();
    return this.#messages.get(messageId);
  }

  remove(message: Message): void {
    message.timer?.cancel();
    this.#set(message, 'gone');
    this.#messages.delete(message.id);
    this.#fifo.remove(message);
    this.#wakeGroup(message);
  }

  /** Whether it would stay hidden for longer than a message may after it was received. */
  isTooLong(message: Message, visibility: number): boolean {
    const hidden = this.#ports.clock.now() - (message.receivedAt ?? 0);
    return hidden + visibility > MAX_VISIBILITY * 1000;
  }

  changeVisibility(message: Message, visibility: number): void {
    if (message.state === 'visible') this.#visible.remove(message);
    this.#hide(message, 'inFlight', visibility);
  }

  /** The delay of a FIFO queue has changed, which is that of messages that are there, too. */
  changeDelay(): void {
    if (!this.isFifo) return;
    for (const message of [...this.#messages.values()]) {
      if (message.receiveCount > 0) continue;
      const left = message.sentAt + this.attributes.delay * 1000 - this.#ports.clock.now();
      this.#hide(message, 'delayed', left);
    }
  }

  /** What was sent before may be sent again, also to a FIFO queue. */
  purge(): void {
    for (const message of [...this.#messages.values()]) this.remove(message);
    this.#visible.clear();
    this.#fifo.clear();
    this.#oldest = Number.POSITIVE_INFINITY;
    this.deduplication.clear();
    this.purgedAt = this.#ports.clock.now();
  }

  /** How many messages there are. */
  get size(): number {
    this.expire();
    return this.#messages.size;
  }

  /** How many messages are in which state. */
  get counts(): Readonly<Record<MessageState, number>> {
    this.expire();
    return this.#counts;
  }

  /** When the oldest message was sent; undefined: the queue is empty. */
  get oldestSentAt(): number | undefined {
    this.expire();
    let oldest: number | undefined;
    for (const { sentAt } of this.#messages.values()) {
      if (oldest === undefined || sentAt < oldest) oldest = sentAt;
      if (!this.#takesDeadLetters) break;
    }
    return oldest;
  }

  /** Drops what has been kept for the retention period; nobody can see a message before this ran. */
  expire(): void {
    const limit = this.#ports.clock.now() - this.attributes.retention * 1000;
    if (this.#oldest > limit) return;
    this.#oldest = Number.POSITIVE_INFINITY;
    for (const message of [...this.#messages.values()]) {
      if (message.sentAt <= limit) this.remove(message);
      else this.#oldest = Math.min(this.#oldest, message.sentAt);
    }
  }

  /** Resolves when a message can be received, after `ms` of cloud time, or when the signal aborts. */
  arrival(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return this.#longPolls.arrival(ms, signal);
  }

  save(): SavedQueue {
    const { name, createdAt, modifiedAt, purgedAt, tags, attributes, deduplication } = this;
    return {
      ...{ name, createdAt, modifiedAt, purgedAt, tags },
      attributes: attributes.given,
      deduplication: deduplication.save(),
      messages: [...this.#messages.values()].map(({ timer, ...message }) => ({
        ...message,
        shown: timer && { at: timer.due, background: timer.background },
      })),
      visible: this.#visible.all().map(({ id }) => id),
    };
  }

  load(saved: SavedQueue): void {
    const { createdAt, modifiedAt, purgedAt, tags, deduplication } = saved;
    Object.assign(this, { createdAt, modifiedAt, purgedAt, tags });
    this.deduplication.load(deduplication);
    for (const { shown, ...message } of saved.messages)
      this.#put({ ...message, timer: undefined }, shown);
    for (const id of saved.visible) this.#visible.add(this.#messages.get(id)!);
  }

  #put(message: Message, shown?: SavedQueue['messages'][number]['shown']): void {
    this.#messages.set(message.id, message);
    if (this.isFifo) this.#fifo.add(message);
    this.#counts[message.state] += 1;
    this.#takesDeadLetters ||= message.deadLetterSource !== undefined;
    this.#oldest = Math.min(this.#oldest, message.sentAt);
    if (shown === undefined) return;
    const ms = shown.at - this.#ports.clock.now();
    message.timer = this.#ports.clock.after(ms, () => this.#show(message), {
      ...shown,
      what: this.#visibility,
    });
  }

  /** Lets go of whoever waits, when the queue is deleted. */
  close(): void {
    this.purge();
    this.#wake();
  }

  #show(message: Message): void {
    this.#set(message, 'visible');
    if (this.isFifo) this.#fifo.shown(message);
    else this.#visible.add(message);
    this.#wake();
  }

  #isVisible(message: Message): boolean {
    return message.state === 'visible' && this.#messages.has(message.id);
  }

  #hide(message: Message, state: 'delayed' | 'inFlight', ms: number): void {
    message.timer?.cancel();
    message.timer = undefined;
    if (ms <= 0) {
      this.#show(message);
      return;
    }
    this.#set(message, state);
    const background = !this.#ports.isServed(this);
    message.timer = this.#ports.clock.after(ms, () => this.#show(message), {
      background,
      what: this.#visibility,
    });
  }

  #take(message: Message): void {
    const { clock, random } = this.#ports;
    const now = clock.now();
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    message.receivedAt = now;
    message.receiptHandle = encodeReceiptHandle(random.uuid(), this.arn, message.id);
    this.#set(message, 'inFlight');
  }

  #set(message: Message, state: MessageState): void {
    this.#counts[message.state] -= 1;
    this.#counts[state] += 1;
    message.state = state;
  }

  /** Received as often as the redrive policy allows: off to the dead-letter queue. */
  #isSpent(message: Message): boolean {
    const { redrivePolicy } = this.attributes;
    if (redrivePolicy === undefined) return false;
    if (message.receiveCount < redrivePolicy.maxReceiveCount) return false;
    if (!this.#ports.hasDeadLetterQueue(this)) return false;
    this.#messages.delete(message.id);
    this.#fifo.remove(message);
    this.#counts[message.state] -= 1;
    this.#ports.redrive(message, this);
    return true;
  }

  /** The next message of a FIFO group can be received once the one before it is gone. */
  #wakeGroup(message: Message): void {
    if (message.groupId !== undefined && this.isFifo) this.#wake();
  }

  #wake(): void {
    this.#longPolls.wake();
    this.#ports.arrived(this);
  }
}
