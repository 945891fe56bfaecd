import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Recording } from './recordings.ts';

/** A record that a test put. */
export interface Put {
  readonly Data: Uint8Array;
  readonly PartitionKey: string;
}

interface Pushed {
  readonly Data: string;
  readonly PartitionKey: string;
}

/** What tests record of a subscription to a shard, by the members that `shownEvents` gives. */
const KEYS = ['Events', 'Records'] as const;

/** The answers that a subscription of the recording is to be held against, by their keys. */
export function recordedEvents({ 'recorded-content': content }: Recording): [string, Json][] {
  return KEYS.flatMap((key) => (Array.isArray(content[key]) ? [[key, content[key]]] : []));
}

/** What tests put while they are subscribed was not captured: it is what was pushed. */
export function putWhileSubscribed(recording: Recording): Put[] {
  const [first] = recordedEvents(recording);
  if (first === undefined) return [];
  const [key, recorded] = first;
  const records =
    key === 'Records'
      ? (recorded as unknown as Pushed[])
      : (recorded as unknown as { Records: Pushed[] }[]).flatMap(({ Records }) => Records);
  return records.map(({ Data, PartitionKey }) => ({
    Data: Buffer.from(/^b(['"])(.*)\1$/s.exec(Data)?.[2] ?? Data),
    PartitionKey,
  }));
}

/** Events as tests gather them: those with records, as they are and together. */
export function shownEvents(events: readonly JsonObject[]): JsonObject {
  const told = events
    .map(({ SubscribeToShardEvent }) => SubscribeToShardEvent as { Records: Json[] } & JsonObject)
    .filter(({ Records }) => Records.length > 0);
  return { Events: told, Records: told.flatMap(({ Records }) => Records) };
}
