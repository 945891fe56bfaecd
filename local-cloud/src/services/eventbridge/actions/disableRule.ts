import type { DisableRuleRequest } from '@aws-sdk/client-eventbridge';
import type { Served } from '../../members.ts';
import { checkBus, type Rules } from '../rules.ts';

/**
 * Disables a rule. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
 */
export function disableRule(rules: Rules): Served<DisableRuleRequest, object> {
  return {
    members: ['Name', 'EventBusName'],
    permissions: ({ Name }) => [{ action: 'events:DisableRule', resource: rules.arn(Name) }],
    handle({ Name, EventBusName }) {
      checkBus(rules, EventBusName);
      rules.put({ ...rules.get(Name), enabled: false });
      return {};
    },
  };
}
