import type { DeleteRuleRequest } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import { checkForced, type Rules } from '../rules.ts';

/**
 * Deletes a rule that has no targets any more; one that does not exist is deleted already.
 * Errors: ManagedRuleException, ValidationException while it has targets.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html
 */
export function deleteRule(rules: Rules): Operation<DeleteRuleRequest, object> {
  return {
    members: { Name: ruleName, EventBusName: eventBusName, Force: {} },
    permissions: ({ Name, EventBusName }) => [rules.permission('DeleteRule', Name, EventBusName)],
    handle({ Name, EventBusName, Force }) {
      const rule = rules.find(Name, EventBusName);
      if (rule === undefined) return {};
      checkForced(rule, Force);
      if (rule.targets.size > 0) {
        throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
      }
      rules.delete(rule);
      return {};
    },
  };
}
