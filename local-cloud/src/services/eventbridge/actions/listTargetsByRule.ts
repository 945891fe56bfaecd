import type {
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import { checkBus, type Rules } from '../rules.ts';

/**
 * Lists the targets of a rule, all on one page. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html
 */
export function listTargetsByRule(
  rules: Rules,
): Operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse> {
  return {
    members: { Rule: ruleName, EventBusName: eventBusName },
    permissions: ({ Rule }) => [{ action: 'events:ListTargetsByRule', resource: rules.arn(Rule) }],
    handle({ Rule, EventBusName }) {
      checkBus(rules, EventBusName);
      return { Targets: [...rules.get(Rule).targets.values()] };
    },
  };
}
