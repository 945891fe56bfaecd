import { expect, test } from 'vitest';
import { checkRequest } from '../../core/service.ts';
import { fakeCloud } from '../testing.ts';
import { createCloudWatch } from './index.ts';

const cloudwatch = createCloudWatch(fakeCloud());
const constraint = (subject: string, rule: string) =>
  `1 validation error detected: ${subject} failed to satisfy constraint: ${rule}`;

test.each([
  [
    'SetAlarmState',
    { AlarmName: 'a', StateValue: 'BAD', StateReason: '' },
    constraint(
      "Value 'BAD' at 'stateValue'",
      'Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]',
    ),
  ],
  [
    'DescribeAlarms',
    { MaxRecords: 101 },
    constraint("Value '101' at 'maxRecords'", 'Member must have value less than or equal to 100'),
  ],
  [
    'DeleteAlarms',
    { AlarmNames: ['a', null] },
    constraint(
      "Value '[a, null]' at 'alarmNames'",
      'Member must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 1]',
    ),
  ],
])('%s refuses %j in the words of CloudWatch', (operation, input, message) => {
  const refused = expect.objectContaining({ code: 'ValidationError', message });
  expect(() => checkRequest(cloudwatch, operation, input)).toThrow(refused);
});

test.each([
  ['PutMetricData', { MetricData: [] }, 'Namespace'],
  [
    'PutMetricData',
    { Namespace: 'App', MetricData: [{ MetricName: 'a', Dimensions: [{ Name: 'b' }] }] },
    'MetricData.member.1.Dimensions.member.1.Value',
  ],
])('%s %j tells the parameter that is missing', (operation, input, parameter) => {
  const refused = expect.objectContaining({
    code: 'MissingRequiredParameterException',
    message: `The parameter ${parameter} is required.`,
  });
  expect(() => checkRequest(cloudwatch, operation, input)).toThrow(refused);
});
