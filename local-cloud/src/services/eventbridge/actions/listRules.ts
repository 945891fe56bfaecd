import type { ListRulesRequest, ListRulesResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import { page, paged } from '../pages.ts';
import type { Rules } from '../rules.ts';
import { ruleOf } from './describeRule.ts';

/**
 * Lists the rules of a bus by name, page by page. Errors: ResourceNotFoundException,
 * ValidationException for a token that is none.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
 */
export function listRules(rules: Rules): Operation<ListRulesRequest, ListRulesResponse> {
  return {
    members: {
      NamePrefix: { pattern: ruleName.pattern, length: ruleName.length },
      EventBusName: eventBusName,
      ...paged,
    },
    permissions: ({ EventBusName }) => [rules.permission('ListRules', '*', EventBusName)],
    handle({ NamePrefix = '', EventBusName, ...asked }) {
      const found = rules
        .on(rules.buses.get(EventBusName).name)
        .filter(({ name }) => name.startsWith(NamePrefix));
      const { items, next } = page(found, asked);
      return { Rules: items.map(ruleOf), ...next };
    },
  };
}
