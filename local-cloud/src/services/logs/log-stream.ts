import * as z from 'zod';
import { shape } from '../../core/state.ts';

export interface LogEvent {
  /** 56 digits, in the order of the events of a stream: by time, then as they came in. */
  readonly id: string;
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
}

/** What AWS counts for an event besides its message. */
export const EVENT_OVERHEAD = 26;

/** What an event takes in memory besides its message, in bytes. */
const OBJECT = 256;

export function memoryOf({ message }: { readonly message: string }): number {
  return Buffer.byteLength(message) + OBJECT;
}

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
  #events: LogEvent[] = [];
  #bytes = 0;

  constructor(name: string, arn: string, createdAt: number) {
    this.name = name;
    this.arn = arn;
    this.createdAt = createdAt;
  }

  save(): SavedStream {
    const { name, createdAt, lastIngestedAt, events } = this;
    return { name, createdAt, lastIngestedAt, events };
  }

  get events(): readonly LogEvent[] {
    return this.#events;
  }

  /** Bytes of the events kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes events in that are in order among themselves. */
  add(events: readonly LogEvent[]): void {
    const last = this.#events.at(-1);
    const inOrder = last === undefined || events.length === 0 || last.id < events[0]!.id;
    for (const event of events) {
      this.#events.push(event);
      this.#bytes += sizeOf(event);
    }
    if (!inOrder) this.#events.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** What the events kept take in memory, about, in bytes. */
  get memory(): number {
    return this.#bytes + this.#events.length * (OBJECT - EVENT_OVERHEAD);
  }

  dropBefore(timestamp: number): void {
    if ((this.#events[0]?.timestamp ?? Number.POSITIVE_INFINITY) >= timestamp) return;
    const kept = this.#events.findIndex((event) => event.timestamp >= timestamp);
    this.dropOldest(kept < 0 ? this.#events.length : kept);
  }

  /** The events up to the one with that id. */
  dropUntil(id: string): void {
    const kept = this.#events.findIndex((event) => event.id > id);
    this.dropOldest(kept < 0 ? this.#events.length : kept);
  }

  dropOldest(count: number): void {
    for (const event of this.#events.splice(0, count)) this.#bytes -= sizeOf(event);
  }

  clear(): void {
    this.dropOldest(this.#events.length);
  }
}

export function sizeOf(event: { readonly message: string }): number {
  return Buffer.byteLength(event.message) + EVENT_OVERHEAD;
}
