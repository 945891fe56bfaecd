import type { DisableRuleRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import type { Rules } from '../rules.ts';

/**
 * Disables a rule. Errors: ResourceNotFoundException, ManagedRuleException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
 */
export function disableRule(rules: Rules): Operation<DisableRuleRequest, object> {
  return {
    members: { Name: ruleName, EventBusName: eventBusName },
    permissions: ({ Name, EventBusName }) => [rules.permission('DisableRule', Name, EventBusName)],
    handle({ Name, EventBusName }) {
      rules.put({ ...rules.getOwn(Name, EventBusName), enabled: false });
      return {};
    },
  };
}
