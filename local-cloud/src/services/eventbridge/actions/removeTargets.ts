import type { RemoveTargetsRequest, RemoveTargetsResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName, targetId } from '../members.ts';
import type { Rules } from '../rules.ts';

/**
 * Removes targets from a rule. Errors: ResourceNotFoundException.
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
    handle({ Rule, Ids = [], EventBusName }) {
      const { targets } = rules.get(Rule, EventBusName);
      for (const id of Ids) targets.delete(id);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
}
