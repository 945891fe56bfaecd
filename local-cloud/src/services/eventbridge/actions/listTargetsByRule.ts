import type {
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import { checkBus, type Rules } from '../rules.ts';

/**
 * Lists the targets of a rule, page by page. Errors: ResourceNotFoundException, ValidationException
 * for a token that is none.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html
 */
export function listTargetsByRule(
  rules: Rules,
): Operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse> {
  return {
    members: {
      Rule: ruleName,
      EventBusName: eventBusName,
      Limit: { range: [1, 100] },
      NextToken: { length: [1, 2048] },
    },
    permissions: ({ Rule }) => [{ action: 'events:ListTargetsByRule', resource: rules.arn(Rule) }],
    handle({ Rule, EventBusName, Limit = 100, NextToken }) {
      checkBus(rules, EventBusName);
      const targets = [...rules.get(Rule).targets.values()];
      const start = NextToken === undefined ? 0 : placeIn(NextToken);
      const end = start + Limit;
      const token = end < targets.length ? { NextToken: tokenOf(end) } : {};
      return { Targets: targets.slice(start, end), ...token };
    },
  };
}

function tokenOf(place: number): string {
  return Buffer.from(String(place)).toString('base64url');
}

function placeIn(token: string): number {
  const place = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(place) && place > 0) return place;
  throw new AwsError('ValidationException', 'The token is not valid.');
}
