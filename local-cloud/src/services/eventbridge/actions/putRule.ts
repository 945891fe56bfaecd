import type { PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { AwsError, notSupported } from '../../../core/errors.ts';
import { parseSchedule, type Schedule } from '../../../core/schedule.ts';
import type { Operation } from '../../../core/service.ts';
import { DEFAULT_BUS } from '../buses.ts';
import { eventBusName, eventPattern, ruleName } from '../members.ts';
import { compilePattern } from '../pattern/compile.ts';
import { passRole } from '../principal.ts';
import { checkOwn, type Rules } from '../rules.ts';
import { setTags, tags } from '../tags.ts';

/**
 * Creates or changes a rule, by a pattern of events, a schedule or both; its targets stay.
 * Errors: InvalidEventPatternException, ManagedRuleException, ResourceNotFoundException (bus),
 * ValidationException.
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
      RoleArn: { length: [1, 1600] },
      Tags: tags,
    },
    permissions: ({ Name, EventBusName, RoleArn, Tags = [] }) => {
      const permission = (action: string) => rules.permission(action, Name, EventBusName);
      return [
        permission('PutRule'),
        ...passRole(RoleArn),
        ...(Tags.length > 0 ? [permission('TagResource')] : []),
      ];
    },
    handle({ Name = '', EventPattern, State = 'ENABLED', ...rest }) {
      // Recorded: an empty text is none.
      const ScheduleExpression = rest.ScheduleExpression || undefined;
      const bus = rules.buses.get(rest.EventBusName).name;
      if (EventPattern === undefined && ScheduleExpression === undefined) {
        throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
      }
      if (State !== 'ENABLED' && State !== 'DISABLED') {
        throw notSupported('EventBridge', `rules in the state ${State}`);
      }
      if (ScheduleExpression !== undefined && bus !== DEFAULT_BUS) {
        throw invalid('ScheduleExpression is supported only on the default event bus.');
      }
      const known = rules.find(Name, bus);
      if (known !== undefined) checkOwn(known);
      const arn = rules.arn(Name, bus);
      const { targets = new Map(), tags = new Map() } = known ?? {};
      // Documented: tags of a rule that is there are changed by TagResource alone.
      if (known === undefined) setTags(tags, rest.Tags);
      rules.put({
        name: Name,
        arn,
        bus,
        description: rest.Description,
        roleArn: rest.RoleArn,
        patternText: EventPattern,
        pattern: EventPattern === undefined ? undefined : compilePattern(EventPattern),
        scheduleExpression: ScheduleExpression,
        schedule: scheduleOf(ScheduleExpression),
        enabled: State === 'ENABLED',
        targets,
        tags,
      });
      return { RuleArn: arn };
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
