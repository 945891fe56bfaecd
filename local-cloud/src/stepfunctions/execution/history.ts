import type { HistoryEvent as SdkHistoryEvent } from '@aws-sdk/client-sfn';

/** One event of an execution's history, as GetExecutionHistory gives it; time in ms since 1970. */
export type HistoryEvent = Omit<SdkHistoryEvent, 'timestamp'> & { timestamp: number };

export type EventType = NonNullable<HistoryEvent['type']>;

/** What the `...EventDetails` member of an event of this type holds. */
export type EventDetails<Type extends EventType> = HistoryEvent[DetailsMember<Type> &
  keyof HistoryEvent];
type DetailsMember<Type extends EventType> = `${Uncapitalize<Type>}EventDetails`;

/** The names of the members that hold details, by event type. */
const MEMBERS = new Map<EventType, string>();

/**
 * An event as GetExecutionHistory gives it. Histories are most of what an engine keeps: objects of
 * a class have room for the details in themselves, and those of one moment share its time.
 */
export class RecordedEvent {
  readonly timestamp: number;
  readonly type: EventType;
  readonly id: number;
  readonly previousEventId: number;

  constructor(timestamp: number, type: EventType, id: number, previousEventId: number) {
    this.timestamp = timestamp;
    this.type = type;
    this.id = id;
    this.previousEventId = previousEventId;
  }
}

/** Gives an event the details of its type. */
export function setDetails<Type extends EventType>(
  event: HistoryEvent & { readonly type?: Type },
  type: Type,
  details: EventDetails<Type>,
): void {
  let member = MEMBERS.get(type);
  if (member === undefined) {
    member = `${type[0]!.toLowerCase()}${type.slice(1)}EventDetails`;
    MEMBERS.set(type, member);
  }
  (event as Record<string, unknown>)[member] = details;
}

/** How long the texts among the details of an event are. */
export function bytesOfTexts(details: object): number {
  let bytes = 0;
  for (const member of Object.values(details)) {
    if (typeof member === 'string') bytes += member.length;
  }
  return bytes;
}
