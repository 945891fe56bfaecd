import type { DescribeRuleRequest, DescribeRuleResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import type { Rule, Rules } from '../rules.ts';

/**
 * Describes a rule. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html
 */
export function describeRule(rules: Rules): Operation<DescribeRuleRequest, DescribeRuleResponse> {
  return {
    members: { Name: ruleName, EventBusName: eventBusName },
    permissions: ({ Name, EventBusName }) => [rules.permission('DescribeRule', Name, EventBusName)],
    handle({ Name, EventBusName }) {
      return { ...ruleOf(rules.get(Name, EventBusName)), CreatedBy: rules.cloud.accountId };
    },
  };
}

/** A rule as the API shows it. */
export function ruleOf(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    State: rule.enabled ? ('ENABLED' as const) : ('DISABLED' as const),
    EventBusName: rule.bus,
    ...(rule.patternText !== undefined && { EventPattern: rule.patternText }),
    ...(rule.scheduleExpression !== undefined && {
      ScheduleExpression: rule.scheduleExpression,
    }),
    ...(rule.description !== undefined && { Description: rule.description }),
    ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
    ...(rule.managedBy !== undefined && { ManagedBy: rule.managedBy }),
  };
}
