import type { PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { AwsError, notSupported } from '../../../core/errors.ts';
import { parseSchedule, type Schedule } from '../../../core/schedule.ts';
import type { Operation } from '../../../core/service.ts';
import { eventBusName, eventPattern, ruleName } from '../members.ts';
import { compilePattern } from '../pattern/compile.ts';
import { checkBus, type Rules } from '../rules.ts';

/**
 * Creates or changes a rule, by a pattern of events, a schedule or both; its targets stay.
 * Errors: InvalidEventPatternException, ResourceNotFoundException (bus), ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export function putRule(rules: Rules): Operation<PutRuleRequest, PutRuleResponse> {
  return {
    members: {
      Name: ruleName,
      EventPattern: eventPattern,
      ScheduleExpression: { length: [0, 256] },
      State: {},
      Description: { length: [0, 512] },
      EventBusName: eventBusName,
    },
    permissions: ({ Name }) => [{ action: 'events:PutRule', resource: rules.arn(Name) }],
    handle({ Name = '', EventPattern, State = 'ENABLED', ...rest }) {
      // Recorded: an empty text is none.
      const ScheduleExpression = rest.ScheduleExpression || undefined;
      checkBus(rules, rest.EventBusName);
      if (EventPattern === undefined && ScheduleExpression === undefined) {
        throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
      }
      if (State !== 'ENABLED' && State !== 'DISABLED') {
        throw notSupported('EventBridge', `rules in the state ${State}`);
      }
      rules.put({
        name: Name,
        arn: rules.arn(Name),
        description: rest.Description,
        patternText: EventPattern,
        pattern: EventPattern === undefined ? undefined : compilePattern(EventPattern),
        scheduleExpression: ScheduleExpression,
        schedule: scheduleOf(ScheduleExpression),
        enabled: State === 'ENABLED',
        targets: rules.find(Name)?.targets ?? new Map(),
      });
      return { RuleArn: rules.arn(Name) };
    },
  };
}

function scheduleOf(expression: string | undefined): Schedule | undefined {
  if (expression === undefined) return undefined;
  const schedule = parseSchedule(expression);
  if (schedule === undefined) throw invalid('Parameter ScheduleExpression is not valid.');
  return schedule;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
