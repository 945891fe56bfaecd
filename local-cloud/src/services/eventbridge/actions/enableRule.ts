import type { EnableRuleRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import type { Rules } from '../rules.ts';

/**
 * Enables a rule. Errors: ResourceNotFoundException, ManagedRuleException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html
 */
export function enableRule(rules: Rules): Operation<EnableRuleRequest, object> {
  return {
    members: { Name: ruleName, EventBusName: eventBusName },
    permissions: ({ Name, EventBusName }) => [rules.permission('EnableRule', Name, EventBusName)],
    handle({ Name, EventBusName }) {
      rules.put({ ...rules.getOwn(Name, EventBusName), enabled: true });
      return {};
    },
  };
}
