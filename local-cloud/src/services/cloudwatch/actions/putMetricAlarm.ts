import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { checkActions } from '../alarm-actions.ts';
import type { Alarms } from '../alarms.ts';
import { validationError } from '../errors.ts';
import { COMPARISONS } from '../evaluation.ts';
import {
  actionArns,
  alarmName,
  dimensions,
  metricName,
  namespace,
  period,
  statistic,
  tags,
  unit,
} from '../members.ts';
import { checkPeriod, checkStatistic } from '../statistics.ts';

const TREATMENTS = ['breaching', 'notBreaching', 'ignore', 'missing'];
const DAY = 86_400;

/**
 * Creates or replaces an alarm on one metric; alarms on expressions are not served.
 * Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function putMetricAlarm(alarms: Alarms): Operation<PutMetricAlarmInput, object> {
  return {
    members: {
      AlarmName: { ...alarmName, required: true },
      AlarmDescription: { length: [0, 1024] },
      ActionsEnabled: {},
      OKActions: actionArns,
      AlarmActions: actionArns,
      InsufficientDataActions: actionArns,
      MetricName: metricName,
      Namespace: namespace,
      Statistic: statistic,
      ExtendedStatistic: {},
      Dimensions: dimensions,
      Period: period,
      Unit: unit,
      EvaluationPeriods: { range: [1] },
      DatapointsToAlarm: { range: [1] },
      Threshold: {},
      ComparisonOperator: {},
      TreatMissingData: { length: [1, 255] },
      Tags: tags,
    },
    permissions: (input) => [
      { action: 'cloudwatch:PutMetricAlarm', resource: alarms.arn(String(input.AlarmName)) },
    ],
    handle(input) {
      checkPresent(input);
      checkStatistic(input.Statistic ?? input.ExtendedStatistic ?? '');
      checkPeriods(input);
      checkWords(input);
      const { OKActions, AlarmActions, InsufficientDataActions } = input;
      for (const actions of [OKActions, AlarmActions, InsufficientDataActions]) {
        checkActions(actions);
      }
      alarms.put(structuredClone(input));
      return {};
    },
  };
}

function checkPresent(input: PutMetricAlarmInput): void {
  const required = [
    'MetricName',
    'Namespace',
    'Period',
    'EvaluationPeriods',
    'Threshold',
    'ComparisonOperator',
  ] as const;
  for (const member of required) {
    if (input[member] === undefined) {
      throw validationError(`The parameter ${member} is required for an alarm on a metric.`);
    }
  }
  if ((input.Statistic === undefined) === (input.ExtendedStatistic === undefined)) {
    throw validationError('Exactly one of Statistic and ExtendedStatistic must be specified.');
  }
}

function checkPeriods(input: PutMetricAlarmInput): void {
  const period = checkPeriod(input.Period);
  const { EvaluationPeriods: count = 1, DatapointsToAlarm: needed = count } = input;
  if (needed > count) {
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  }
  const longest = period >= 3600 ? 7 * DAY : DAY;
  if (count * period > longest) {
    throw validationError(
      `Metrics cannot be checked across more than ${longest === DAY ? 'a day' : 'seven days'} (EvaluationPeriods * Period must be <= ${longest}).`,
    );
  }
}

function checkWords(input: PutMetricAlarmInput): void {
  const { ComparisonOperator: operator = '', TreatMissingData: treatment = 'missing' } = input;
  if (!COMPARISONS.includes(operator)) {
    throw notSupported('CloudWatch', `the comparison ${operator}`);
  }
  if (TREATMENTS.includes(treatment)) return;
  throw validationError(
    `The value ${treatment} is not supported for TreatMissingData parameter. Supported values are [${TREATMENTS.join(', ')}].`,
  );
}
