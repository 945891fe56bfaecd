import * as z from 'zod';
import { PackedList } from '../../core/packed-list.ts';
import { shape } from '../../core/state.ts';

export interface LogEvent {
  /** 56 digits, in the order of the events of a stream: by time, then as they came in. */
  readonly id: string;
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
}

/** What an event is found by. */
export type LogEventKey = Omit<LogEvent, 'message'>;

/** What AWS counts for an event besides its message. */
export const EVENT_OVERHEAD = 26;

/** What an event takes beside what AWS counts, in bytes, if it is not packed. */
const OBJECT = 230;

export function eventId(timestamp: number, sequence: number): string {
  return `${String(timestamp).padStart(20, '0')}${String(sequence).padStart(36, '0')}`;
}

/** A stream as it is saved. */
export interface SavedStream {
  readonly name: string;
  readonly createdAt: number;
  readonly lastIngestedAt: number | undefined;
  readonly events: readonly LogEvent[];
}

export const SAVED_STREAM = shape<SavedStream>({
  name: z.string(),
  createdAt: z.number(),
  lastIngestedAt: z.number().optional(),
  events: z.array(
    shape<LogEvent>({
      id: z.string(),
      timestamp: z.number(),
      ingestedAt: z.number(),
      message: z.string(),
    }),
  ),
});

/** The events of one stream, in the order of their ids. */
export class LogStream {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  lastIngestedAt: number | undefined;
  readonly #events = new PackedList<LogEvent, LogEventKey>(
    ({ id, timestamp, ingestedAt }) => ({ id, timestamp, ingestedAt }),
    sizeOf,
  );

  constructor(name: string, arn: string, createdAt: number) {
    this.name = name;
    this.arn = arn;
    this.createdAt = createdAt;
  }

  save(): SavedStream {
    const { name, createdAt, lastIngestedAt } = this;
    return { name, createdAt, lastIngestedAt, events: [...this.#events.from()] };
  }

  get events(): PackedList<LogEvent, LogEventKey> {
    return this.#events;
  }

  /** Bytes of the events kept, as AWS counts them. */
  get bytes(): number {
    return this.#events.size;
  }

  /** Takes events in that are in order among themselves. */
  add(events: readonly LogEvent[]): void {
    this.#events.insert(events, (a, b) => (a.id < b.id ? -1 : 1));
  }

  dropBefore(timestamp: number): void {
    this.#events.dropWhile((event) => event.timestamp < timestamp);
  }

  clear(): void {
    this.#events.dropSegments(this.#events.segments.length);
  }
}

/** What events take in memory at most, in bytes: packed, it is a tenth of it. */
export function memoryOf({ count, size }: { readonly count: number; readonly size: number }) {
  return size + count * OBJECT;
}

export function sizeOf(event: { readonly message: string }): number {
  return Buffer.byteLength(event.message) + EVENT_OVERHEAD;
}
