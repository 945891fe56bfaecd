import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { type ReportedEvent, reportedEvent } from '../../src/client/executions.ts';

/**
 * Reads what `aws stepfunctions get-execution-history` prints.
 *
 * @throws Error that says what the text is not
 */
export function parseHistory(text: string): ReportedEvent[] {
  const { events } = readJson(text) as { events?: unknown };
  if (!Array.isArray(events) || events.length === 0 || !events.every(isEvent)) {
    throw new Error('This is no history: it has no "events" with "id", "type" and "timestamp".');
  }
  const sorted = events.map(reportedEvent).sort((a, b) => a.id - b.id);
  const twice = sorted.find(({ id }, at) => id === sorted[at - 1]?.id);
  if (twice !== undefined) {
    throw new Error(`This is no history: two of its events have the id ${twice.id}.`);
  }
  return sorted;
}

function readJson(text: string): object {
  try {
    return Object(JSON.parse(text, revived));
  } catch (cause) {
    throw new Error(`This is no history, since it is no JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function isEvent(value: unknown): value is HistoryEvent {
  const { id, type, timestamp } = Object(value) as HistoryEvent;
  const isTime = timestamp instanceof Date && !Number.isNaN(timestamp.getTime());
  return Number.isSafeInteger(id) && id! > 0 && typeof type === 'string' && isTime;
}

/**
 * For JSON.parse: times as the SDK gives them. JSON has them as text, from version 1 of the AWS CLI
 * as seconds.
 */
export function revived(key: string, value: unknown): unknown {
  if (!/^timestamp$|Date$/.test(key)) return value;
  if (typeof value === 'number' && value < 1e11) return new Date(value * 1000);
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  return isTime ? new Date(value) : value;
}
