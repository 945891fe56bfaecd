import type { Principal } from '../../core/service.ts';
import type { Rule } from './rules.ts';

export const EVENTS = 'events.amazonaws.com';

/** EventBridge itself, where it acts for a rule: `aws:SourceArn` is the rule. */
export function eventsFor({ arn }: Pick<Rule, 'arn'>): Principal {
  return { kind: 'service', arn: EVENTS, service: EVENTS, sourceArn: arn };
}

/** What it takes to hand a role, if any, to EventBridge. */
export function passRole(resource: string | undefined) {
  if (resource === undefined) return [];
  return [{ action: 'iam:PassRole', resource, conditions: { 'iam:PassedToService': EVENTS } }];
}
