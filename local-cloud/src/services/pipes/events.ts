import { isObject, isTooDeep, type Json, type JsonObject } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import type { SourceRecord } from '../../function-host/event-sources/event-source.ts';

/**
 * A record as a pipe hands it on: as functions are given it, but what a stream of Kinesis holds is not
 * in a member of its own.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-kinesis.html
 */
export function eventOf({ event }: Pick<SourceRecord, 'event'>): JsonObject {
  const { kinesis, ...others } = event;
  return isObject(kinesis) ? { ...kinesis, ...others } : event;
}

/** How answers of targets name an event. */
export function idOf(event: Json | undefined): Json | undefined {
  return isObject(event) ? (event.eventID ?? event.messageId) : undefined;
}

/** An event whose text is read, where it is JSON. */
export interface ReadEvent {
  readonly event: Json;
  /** Whether it has no text that is something else. */
  readonly isJson: boolean;
}

/** The member that holds what somebody has sent, by the source of an event. */
const TEXTS: Readonly<Record<string, readonly [member: string, encoding: 'utf8' | 'base64']>> = {
  'aws:sqs': ['body', 'utf8'],
  'aws:kinesis': ['data', 'base64'],
};

/**
 * What filters, templates and paths see of an event: a body or data in JSON is seen as such, anything
 * else as it stands.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
export function read(event: Json): ReadEvent {
  if (!isObject(event)) return { event, isJson: true };
  const source = event.eventSource;
  const [member, encoding] = (typeof source === 'string' && TEXTS[source]) || [];
  const text = member === undefined ? undefined : event[member];
  if (typeof text !== 'string') return { event, isJson: true };
  try {
    const content = readJson(Buffer.from(text, encoding).toString());
    if (isTooDeep(content)) return { event, isJson: false };
    return { event: { ...event, [member!]: content }, isJson: true };
  } catch {
    return { event, isJson: false };
  }
}
