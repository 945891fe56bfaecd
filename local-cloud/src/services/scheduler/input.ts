import { type Json, type JsonObject, memberOf } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import type { Settings } from './settings.ts';

/** One attempt to invoke a target. */
export interface Attempt {
  readonly scheduleArn: string;
  /** Cloud time in milliseconds that the expression named. */
  readonly scheduled: number;
  readonly executionId: string;
  /** From 1. */
  readonly number: number;
}

/** Times have no milliseconds: `2022-03-22T18:59:43Z`. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/**
 * What a target is sent: its Input with the context attributes filled in, or a notification.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function inputOf(cloud: Cloud, target: Settings['Target'], attempt: Attempt): string {
  if (target.Input === undefined) return JSON.stringify(notification(cloud, attempt));
  const attributes: Readonly<Record<string, string>> = {
    'schedule-arn': attempt.scheduleArn,
    'scheduled-time': isoSeconds(attempt.scheduled),
    'execution-id': attempt.executionId,
    'attempt-number': String(attempt.number),
  };
  return target.Input.replace(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (keyword, name: string) => memberOf(attributes, name) ?? keyword,
  );
}

/** Its detail is a text, other than in the events of rules. */
function notification({ random, accountId, region }: Cloud, attempt: Attempt): JsonObject {
  return {
    version: '0',
    id: random.uuid(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: accountId,
    time: isoSeconds(attempt.scheduled),
    region,
    resources: [attempt.scheduleArn],
    detail: '{}',
  };
}

/** Undefined for what is no JSON. */
export function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
