import type { PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { AwsError, notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, eventPattern, ruleName } from '../members.ts';
import { compilePattern } from '../pattern/compile.ts';
import { checkBus, type Rules } from '../rules.ts';

/**
 * Creates or changes a rule; its targets stay.
 * Errors: InvalidEventPatternException, ResourceNotFoundException (bus), ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export function putRule(rules: Rules): Operation<PutRuleRequest, PutRuleResponse> {
  return {
    members: {
      Name: ruleName,
      EventPattern: eventPattern,
      State: {},
      Description: { length: [0, 512] },
      EventBusName: eventBusName,
    },
    permissions: ({ Name }) => [{ action: 'events:PutRule', resource: rules.arn(Name) }],
    handle({ Name = '', EventPattern, State = 'ENABLED', Description, EventBusName }) {
      checkBus(rules, EventBusName);
      if (EventPattern === undefined) {
        throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
      }
      if (State !== 'ENABLED' && State !== 'DISABLED') {
        throw notSupported('EventBridge', `rules in the state ${State}`);
      }
      rules.put({
        name: Name,
        arn: rules.arn(Name),
        description: Description,
        patternText: EventPattern,
        pattern: compilePattern(EventPattern),
        enabled: State === 'ENABLED',
        targets: rules.find(Name)?.targets ?? new Map(),
      });
      return { RuleArn: rules.arn(Name) };
    },
  };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
