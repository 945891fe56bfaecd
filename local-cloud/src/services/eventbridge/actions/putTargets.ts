import type { PutTargetsRequest, PutTargetsResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName, targets } from '../members.ts';
import { passRole } from '../principal.ts';
import type { Rules } from '../rules.ts';
import { checkTarget } from '../targets.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_TARGETS = 5;

/**
 * Adds targets to a rule, or replaces those with the same id: all of them or none. Whether a role
 * lets EventBridge in shows when it is assumed: at the first delivery.
 * Errors: ResourceNotFoundException, ManagedRuleException, LimitExceededException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
 */
export function putTargets(rules: Rules): Operation<PutTargetsRequest, PutTargetsResponse> {
  return {
    members: { Rule: ruleName, EventBusName: eventBusName, Targets: targets },
    permissions: ({ Rule, EventBusName, Targets }) => [
      rules.permission('PutTargets', Rule, EventBusName),
      ...(Targets ?? []).flatMap(({ RoleArn }) => passRole(RoleArn)),
    ],
    handle({ Rule, Targets = [], EventBusName }) {
      const known = rules.getOwn(Rule, EventBusName).targets;
      for (const target of Targets) checkTarget(target);
      const ids = new Set([...known.keys(), ...Targets.map(({ Id }) => Id!)]);
      if (ids.size > MOST_TARGETS) {
        throw new AwsError(
          'LimitExceededException',
          'The requested resource exceeds the maximum number allowed.',
        );
      }
      for (const target of Targets) known.set(target.Id!, target);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
}
