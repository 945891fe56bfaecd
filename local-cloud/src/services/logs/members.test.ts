import { expect, test } from 'vitest';
import { checkRequest } from '../../core/service.ts';
import { fakeCloud } from '../testing.ts';
import { createCloudWatchLogs } from './index.ts';

const logs = createCloudWatchLogs(fakeCloud());
const stream = { logGroupName: '/app', logStreamName: 'one' };
const constraint = (subject: string, rule: string) =>
  `1 validation error detected: ${subject} failed to satisfy constraint: ${rule}`;

test.each([
  [
    'CreateLogGroup',
    { logGroupName: 'a b' },
    constraint(
      "Value 'a b' at 'logGroupName'",
      'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+',
    ),
  ],
  [
    'CreateLogStream',
    { ...stream, logStreamName: 'a:b' },
    constraint(
      "Value 'a:b' at 'logStreamName'",
      'Member must satisfy regular expression pattern: [^:*]*',
    ),
  ],
  [
    'GetLogEvents',
    { logGroupIdentifier: 'arn:*', logStreamName: 'one' },
    constraint(
      "Value at 'logGroupIdentifier'",
      'Member must satisfy regular expression pattern: [\\w#+=/:,.@-]*',
    ),
  ],
  [
    'PutRetentionPolicy',
    { logGroupName: '/app', retentionInDays: 2 },
    constraint(
      "Value '2' at 'retentionInDays'",
      'Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]',
    ),
  ],
  [
    'DescribeLogGroups',
    { limit: 51 },
    constraint("Value '51' at 'limit'", 'Member must have value less than or equal to 50'),
  ],
  [
    'PutLogEvents',
    {
      ...stream,
      logEvents: [
        { timestamp: 1, message: 'a' },
        { timestamp: 1, message: '' },
      ],
    },
    constraint(
      "Value '' at 'logEvents.2.member.message'",
      'Member must have length greater than or equal to 1',
    ),
  ],
  [
    'PutLogEvents',
    { ...stream, logEvents: [null] },
    constraint("Value at 'logEvents'", 'Member must satisfy constraint: [Member must not be null]'),
  ],
])('%s refuses %j in the words of CloudWatch Logs', (operation, input, message) => {
  const refused = expect.objectContaining({ code: 'InvalidParameterException', message });
  expect(() => checkRequest(logs, operation, input)).toThrow(refused);
});
