import type { DescribeRuleRequest, DescribeRuleResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, ruleName } from '../members.ts';
import { checkBus, DEFAULT_BUS, type Rule, type Rules } from '../rules.ts';

/**
 * Describes a rule. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html
 */
export function describeRule(rules: Rules): Operation<DescribeRuleRequest, DescribeRuleResponse> {
  return {
    members: { Name: ruleName, EventBusName: eventBusName },
    permissions: ({ Name }) => [{ action: 'events:DescribeRule', resource: rules.arn(Name) }],
    handle({ Name, EventBusName }) {
      checkBus(rules, EventBusName);
      return { ...ruleOf(rules.get(Name)), CreatedBy: rules.cloud.accountId };
    },
  };
}

/** A rule as the API shows it. */
export function ruleOf(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    State: rule.enabled ? ('ENABLED' as const) : ('DISABLED' as const),
    EventBusName: DEFAULT_BUS,
    ...(rule.patternText !== undefined && { EventPattern: rule.patternText }),
    ...(rule.scheduleExpression !== undefined && {
      ScheduleExpression: rule.scheduleExpression,
    }),
    ...(rule.description !== undefined && { Description: rule.description }),
  };
}
