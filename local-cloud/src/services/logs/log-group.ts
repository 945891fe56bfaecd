import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import { texts } from '../../core/json-schemas.ts';
import { shape } from '../../core/state.ts';
import { noSuchLogStream } from './errors.ts';
import { LogStream, SAVED_STREAM, type SavedStream } from './log-stream.ts';

const DAY = 24 * 60 * 60 * 1000;

export interface LogGroupSettings {
  readonly class: LogGroupClass;
  /** Described back; nothing is encrypted here. */
  readonly kmsKeyId: string | undefined;
  readonly deletionProtection: boolean;
  /** Undefined: events are kept for ever. */
  readonly retentionInDays: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** A group as it is saved. */
export interface SavedGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly settings: LogGroupSettings;
  readonly streams: readonly SavedStream[];
}

export const SAVED_GROUP = shape<SavedGroup>({
  name: z.string(),
  createdAt: z.number(),
  settings: shape<LogGroupSettings>({
    class: z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']),
    kmsKeyId: z.string().optional(),
    deletionProtection: z.boolean(),
    retentionInDays: z.number().optional(),
    tags: texts,
  }),
  streams: z.array(SAVED_STREAM),
});

export class LogGroup {
  readonly name: string;
  readonly arn: string;
  createdAt: number;
  readonly streams = new Map<string, LogStream>();
  settings: LogGroupSettings;
  readonly #clock: Clock;

  constructor(name: string, arn: string, settings: LogGroupSettings, clock: Clock) {
    this.name = name;
    this.arn = arn;
    this.settings = settings;
    this.#clock = clock;
    this.createdAt = clock.now();
  }

  save(): SavedGroup {
    const { name, createdAt, settings } = this;
    return { name, createdAt, settings, streams: [...this.streams.values()].map((s) => s.save()) };
  }

  load({ createdAt, streams }: SavedGroup): void {
    this.createdAt = createdAt;
    for (const { name, events, lastIngestedAt, ...saved } of streams) {
      const stream = this.addStream(name, saved.createdAt);
      stream.lastIngestedAt = lastIngestedAt;
      stream.add(events);
    }
  }

  tag(tags: Readonly<Record<string, string>> | undefined): void {
    this.settings = { ...this.settings, tags: { ...this.settings.tags, ...tags } };
  }

  untag(keys: readonly string[]): void {
    const kept = Object.entries(this.settings.tags).filter(([key]) => !keys.includes(key));
    this.settings = { ...this.settings, tags: Object.fromEntries(kept) };
  }

  addStream(name: string, createdAt = this.#clock.now()): LogStream {
    const arn = `${this.arn}:log-stream:${name}`;
    const stream = new LogStream(name, arn, createdAt);
    this.streams.set(name, stream);
    return stream;
  }

  /** Throws ResourceNotFoundException. */
  stream(name: string | undefined): LogStream {
    const stream = this.streams.get(name ?? '');
    if (stream === undefined) throw noSuchLogStream();
    this.expire();
    return stream;
  }

  /** Events before this time, in milliseconds since 1970, are past retention. */
  get retainedFrom(): number {
    const { retentionInDays } = this.settings;
    return retentionInDays === undefined
      ? Number.NEGATIVE_INFINITY
      : this.#clock.now() - retentionInDays * DAY;
  }

  /** Drops what is past retention: done before anybody looks. */
  expire(): void {
    const from = this.retainedFrom;
    for (const stream of this.streams.values()) stream.dropBefore(from);
  }

  get storedBytes(): number {
    this.expire();
    return [...this.streams.values()].reduce((total, stream) => total + stream.bytes, 0);
  }
}
