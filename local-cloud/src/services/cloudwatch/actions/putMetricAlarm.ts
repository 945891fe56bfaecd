import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { checkActions } from '../alarm-actions.ts';
import type { Alarms } from '../alarms.ts';
import { validationError } from '../errors.ts';
import { COMPARISONS, queriesOf } from '../evaluation.ts';
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
import { metricDataQueries, Queries } from '../queries.ts';
import { checkPeriod, checkStatistic } from '../statistics.ts';

const TREATMENTS = ['breaching', 'notBreaching', 'ignore', 'missing'];
const HOUR = 3600;
const DAY = 86_400;

/**
 * Creates or replaces an alarm on one metric, or on an expression over several.
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
      Metrics: metricDataQueries,
      EvaluationPeriods: { range: [1] },
      DatapointsToAlarm: { range: [1] },
      Threshold: { fraction: true },
      ComparisonOperator: {},
      TreatMissingData: { length: [1, 255] },
      Tags: tags,
    },
    permissions: (input) => [
      { action: 'cloudwatch:PutMetricAlarm', resource: alarms.arn(String(input.AlarmName)) },
    ],
    handle(input) {
      if (input.Metrics === undefined) checkMetric(input);
      else checkMetrics(input, input.Metrics);
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

const ALWAYS = ['EvaluationPeriods', 'Threshold', 'ComparisonOperator'] as const;
const OF_A_METRIC = [
  ...['MetricName', 'Namespace', 'Period'],
  ...['Statistic', 'ExtendedStatistic', 'Dimensions', 'Unit'],
] as const;

function checkPresent(input: PutMetricAlarmInput, required: readonly string[]): void {
  const given = input as unknown as Readonly<Record<string, unknown>>;
  for (const member of required) {
    if (given[member] === undefined) {
      throw validationError(`The parameter ${member} is required for an alarm on a metric.`);
    }
  }
}

/** What an alarm looks at is said in `Metrics` alone, of which one is what it is judged by. */
function checkMetrics(input: PutMetricAlarmInput, metrics: readonly MetricDataQuery[]): void {
  checkPresent(input, ALWAYS);
  const given = input as unknown as Readonly<Record<string, unknown>>;
  const besides = OF_A_METRIC.find((member) => given[member] !== undefined);
  if (besides !== undefined) {
    throw validationError(`${besides} must not be specified for an alarm with Metrics.`);
  }
  const queries = new Queries(metrics);
  queries.check();
  if (metrics.filter(({ ReturnData }) => ReturnData !== false).length !== 1) {
    throw validationError('Exactly one element of the metrics list should return data.');
  }
  if (queries.metrics.length === 0) {
    throw validationError('Invalid metrics list: no metric is specified.');
  }
}

function checkMetric(input: PutMetricAlarmInput): void {
  checkPresent(input, ['MetricName', 'Namespace', 'Period', ...ALWAYS]);
  if ((input.Statistic === undefined) === (input.ExtendedStatistic === undefined)) {
    throw validationError('Exactly one of Statistic and ExtendedStatistic must be specified.');
  }
  if (input.ExtendedStatistic === undefined) checkStatistic(input.Statistic ?? '');
  else checkStatistic(input.ExtendedStatistic, 'ExtendedStatistic');
  checkPeriod(input.Period);
}

function checkPeriods(input: PutMetricAlarmInput): void {
  const queries = queriesOf(input);
  const period = Math.max(...queries.all.map((query) => queries.periodOf(query)));
  const { EvaluationPeriods: count = 1, DatapointsToAlarm: needed = count } = input;
  if (needed > count) {
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  }
  const [longest, named, periods] =
    period >= HOUR ? [7 * DAY, 'a week', `>= ${HOUR}`] : [DAY, 'a day', `< ${HOUR}`];
  if (count * period > longest) {
    throw validationError(
      `Metrics cannot be checked across more than ${named} (EvaluationPeriods * Period must be <= ${longest}) for alarms using period ${periods}`,
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
