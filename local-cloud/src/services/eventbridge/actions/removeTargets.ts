import type { RemoveTargetsRequest, RemoveTargetsResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName, targetId } from '../members.ts';
import { checkForced, type Rules } from '../rules.ts';

/**
 * Removes targets from a rule. Errors: ResourceNotFoundException, ManagedRuleException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html
 */
export function removeTargets(
  rules: Rules,
): Operation<RemoveTargetsRequest, RemoveTargetsResponse> {
  return {
    members: {
      Rule: ruleName,
      EventBusName: eventBusName,
      Ids: { required: true, length: [1, 100], items: targetId },
      Force: {},
    },
    permissions: ({ Rule, EventBusName }) => [
      rules.permission('RemoveTargets', Rule, EventBusName),
    ],
    handle({ Rule, Ids = [], EventBusName, Force }) {
      const rule = rules.get(Rule, EventBusName);
      checkForced(rule, Force);
      for (const id of Ids) rule.targets.delete(id);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
}
