import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Alarm } from '../alarm.ts';
import type { Alarms } from '../alarms.ts';
import { validationError } from '../errors.ts';
import { alarmNames, stateValue } from '../members.ts';

const PAGE_SIZE = 50;

/**
 * Describes alarms by name, a page at a time; there are no composite alarms.
 * Errors: InvalidNextToken, ValidationError.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function describeAlarms(
  alarms: Alarms,
): Operation<DescribeAlarmsInput, DescribeAlarmsOutput> {
  return {
    members: {
      AlarmNames: alarmNames,
      AlarmNamePrefix: { length: [1, 255] },
      AlarmTypes: { items: { enum: ['CompositeAlarm', 'MetricAlarm'] } },
      StateValue: stateValue,
      ActionPrefix: { length: [1, 1024] },
      MaxRecords: { range: [1, 100] },
      NextToken: {},
    },
    permissions: () => [{ action: 'cloudwatch:DescribeAlarms', resource: alarms.arn('*') }],
    handle(input) {
      if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
        throw validationError('AlarmNamePrefix and AlarmNames are mutually exclusive');
      }
      const { MaxRecords: size = PAGE_SIZE, NextToken: token } = input;
      if (token !== undefined && alarms.find(token) === undefined) {
        throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
      }
      const asked = alarms.all().filter((alarm) => isAsked(alarm, input));
      const left = asked.filter(({ name }) => token === undefined || name > token);
      const page = left.slice(0, size);
      return {
        MetricAlarms: page.map((alarm) => alarm.describe()),
        CompositeAlarms: [],
        ...(page.length < left.length && { NextToken: page.at(-1)?.name }),
      };
    },
  };
}

function isAsked(alarm: Alarm, input: DescribeAlarmsInput): boolean {
  const { AlarmNames, AlarmNamePrefix = '', AlarmTypes, StateValue, ActionPrefix } = input;
  const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = alarm.configuration;
  const actions = [...AlarmActions, ...OKActions, ...InsufficientDataActions];
  return (
    (AlarmNames === undefined || AlarmNames.includes(alarm.name)) &&
    alarm.name.startsWith(AlarmNamePrefix) &&
    (AlarmTypes === undefined || AlarmTypes.includes('MetricAlarm')) &&
    (StateValue === undefined || alarm.state === StateValue) &&
    (ActionPrefix === undefined || actions.some((action) => action.startsWith(ActionPrefix)))
  );
}
