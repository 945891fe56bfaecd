import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import type { Rule } from './rules.ts';

/**
 * What the targets of a rule with a schedule are sent.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-events.html
 */
export function scheduledEvent(
  { random, clock, accountId, region }: Cloud,
  rule: Rule,
): JsonObject {
  return {
    version: '0',
    id: random.uuid(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: accountId,
    time: isoSeconds(clock.now()),
    region,
    resources: [rule.arn],
    detail: {},
  };
}

/** Event times have no milliseconds: `2026-11-20T09:00:00Z`. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
