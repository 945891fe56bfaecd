import type { DisableRuleRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import { checkBus, type Rules } from '../rules.ts';

/**
 * Disables a rule. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
 */
export function disableRule(rules: Rules): Operation<DisableRuleRequest, object> {
  return {
    members: { Name: ruleName, EventBusName: eventBusName },
    permissions: ({ Name }) => [{ action: 'events:DisableRule', resource: rules.arn(Name) }],
    handle({ Name, EventBusName }) {
      checkBus(rules, EventBusName);
      rules.put({ ...rules.get(Name), enabled: false });
      return {};
    },
  };
}
