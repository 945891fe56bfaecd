import type {
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import { page, paged } from '../pages.ts';
import type { Rules } from '../rules.ts';

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
      ...paged,
    },
    permissions: ({ Rule, EventBusName }) => [
      rules.permission('ListTargetsByRule', Rule, EventBusName),
    ],
    handle({ Rule, EventBusName, ...asked }) {
      const { items, next } = page([...rules.get(Rule, EventBusName).targets.values()], asked);
      return { Targets: [...items], ...next };
    },
  };
}
