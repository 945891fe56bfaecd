import type { ListRulesRequest, ListRulesResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import { checkBus, type Rules } from '../rules.ts';
import { ruleOf } from './describeRule.ts';

/**
 * Lists rules by name, all on one page.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
 */
export function listRules(rules: Rules): Operation<ListRulesRequest, ListRulesResponse> {
  return {
    members: {
      NamePrefix: { pattern: ruleName.pattern, length: ruleName.length },
      EventBusName: eventBusName,
    },
    permissions: () => [{ action: 'events:ListRules', resource: rules.arn('*') }],
    handle({ NamePrefix = '', EventBusName }) {
      checkBus(rules, EventBusName);
      return {
        Rules: rules
          .all()
          .filter(({ name }) => name.startsWith(NamePrefix))
          .map(ruleOf),
      };
    },
  };
}
