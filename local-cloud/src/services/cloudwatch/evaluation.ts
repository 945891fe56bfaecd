import type {
  ComparisonOperator,
  PutMetricAlarmInput,
  StateValue,
} from '@aws-sdk/client-cloudwatch';
import { type MetricId, type MetricStore, MINUTE } from './metricStore.ts';

/** CloudWatch looks back further than the evaluation periods, to make up for missing datapoints. */
const EXTRA_PERIODS = 2;

/** Datapoints of an alarm's evaluation range, the latest last; undefined: missing. */
export type Datapoints = readonly (number | undefined)[];

/** What an evaluation yields; undefined: the alarm keeps its state. */
export interface Verdict {
  readonly state: StateValue;
  readonly reason: string;
}

export function metricOf(configuration: PutMetricAlarmInput): MetricId {
  const {
    Namespace: namespace = '',
    MetricName: name = '',
    Dimensions: dimensions = [],
  } = configuration;
  return { namespace, name, dimensions };
}

/** The datapoints an alarm is judged by at a moment, a whole minute. */
export function evaluationRange(
  configuration: PutMetricAlarmInput,
  store: MetricStore,
  now: number,
): Datapoints {
  const { EvaluationPeriods: count = 1, Period: period = 60, Unit: unit } = configuration;
  const statistic = configuration.Statistic ?? configuration.ExtendedStatistic ?? 'Average';
  const metric = store.find(metricOf(configuration));
  return Array.from({ length: count + EXTRA_PERIODS }, (_, index) => {
    const end = now - (count + EXTRA_PERIODS - 1 - index) * period * 1000;
    return metric?.aggregate(end - period * 1000, end, unit)?.statistic(statistic);
  });
}

/** For how long a measurement can bear on an alarm. */
export function rangeLength(configuration: PutMetricAlarmInput): number {
  const { EvaluationPeriods: count = 1, Period: period = 60 } = configuration;
  return (count + EXTRA_PERIODS) * period * 1000 + MINUTE;
}

/**
 * Judges an alarm as CloudWatch's page on missing data says.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judge(configuration: PutMetricAlarmInput, range: Datapoints): Verdict | undefined {
  const { EvaluationPeriods: count = 1, TreatMissingData: treatment = 'missing' } = configuration;
  const needed = configuration.DatapointsToAlarm ?? count;
  const real = range.filter((value) => value !== undefined).slice(-count);
  const breaches = breaching(configuration);
  const breachingCount = real.filter(breaches).length;
  const missing = count - real.length;
  const told = explain(configuration, real, breachingCount, missing);
  if (breachingCount >= needed) return { state: 'ALARM', reason: told };
  if (missing === 0) return { state: 'OK', reason: told };
  switch (treatment) {
    case 'breaching':
      return { state: breachingCount + missing >= needed ? 'ALARM' : 'OK', reason: told };
    case 'notBreaching':
      return { state: 'OK', reason: told };
    default:
      return judgeIncomplete(treatment, real.length, breachingCount, told);
  }
}

/** Some datapoints are missing, and are neither good nor bad. */
function judgeIncomplete(
  treatment: string,
  real: number,
  breachingCount: number,
  reason: string,
): Verdict | undefined {
  if (breachingCount < real) return { state: 'OK', reason };
  if (treatment === 'ignore') return undefined;
  return { state: real === 0 ? 'INSUFFICIENT_DATA' : 'ALARM', reason };
}

const OPERATORS: Partial<
  Record<ComparisonOperator, (value: number, threshold: number) => boolean>
> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

const WORDS: Partial<Record<ComparisonOperator, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanOrEqualToThreshold: 'less than or equal to',
  LessThanThreshold: 'less than',
};

export const COMPARISONS = Object.keys(OPERATORS);

function breaching({
  ComparisonOperator: operator,
  Threshold: threshold = 0,
}: PutMetricAlarmInput) {
  const compare = OPERATORS[operator ?? 'GreaterThanThreshold'];
  return (value: number) => compare?.(value, threshold) ?? false;
}

/** `Threshold Crossed: 1 datapoint [3.0] was greater than the threshold (1.0).` */
function explain(
  configuration: PutMetricAlarmInput,
  real: readonly number[],
  breachingCount: number,
  missing: number,
): string {
  const { Threshold: threshold = 0, TreatMissingData: treatment = 'missing' } = configuration;
  const treated = treatment === 'breaching' ? 'Breaching' : 'NonBreaching';
  if (real.length === 0 && (treatment === 'missing' || treatment === 'ignore')) {
    return `Insufficient Data: ${count(missing)} ${missing > 1 ? 'were' : 'was'} unknown.`;
  }
  const verb = breachingCount > 0 ? 'was' : 'was not';
  const words = WORDS[configuration.ComparisonOperator ?? 'GreaterThanThreshold'];
  const limit = `${words} the threshold (${decimal(threshold)})`;
  if (real.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${missing} period${missing > 1 ? 's' : ''} and ${count(missing)} ${missing > 1 ? 'were' : 'was'} treated as [${treated}].`;
  }
  const values = real.toReversed().map(decimal).join(', ');
  return `Threshold Crossed: ${count(real.length)} [${values}] ${real.length > 1 ? verb.replace('was', 'were') : verb} ${limit}.`;
}

function count(datapoints: number): string {
  return `${datapoints} datapoint${datapoints > 1 ? 's' : ''}`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
