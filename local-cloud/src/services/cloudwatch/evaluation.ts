import type {
  ComparisonOperator,
  PutMetricAlarmInput,
  StateValue,
} from '@aws-sdk/client-cloudwatch';
import { type MetricId, type MetricStore, MINUTE } from './metric-store.ts';
import { stateReason } from './state-reason.ts';

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
  const { EvaluationPeriods: count = 1 } = configuration;
  const known = range.filter((value) => value !== undefined).slice(-count);
  const breaching = known.filter(breaches(configuration)).length;
  const missing = count - known.length;
  const state = stateOf(configuration, known.length, breaching, missing);
  return state && { state, reason: stateReason(configuration, known, breaching, missing) };
}

function stateOf(
  configuration: PutMetricAlarmInput,
  known: number,
  breaching: number,
  missing: number,
): StateValue | undefined {
  const { EvaluationPeriods: count = 1, TreatMissingData: treatment } = configuration;
  const needed = configuration.DatapointsToAlarm ?? count;
  if (breaching >= needed) return 'ALARM';
  if (missing === 0 || treatment === 'notBreaching') return 'OK';
  if (treatment === 'breaching') return breaching + missing >= needed ? 'ALARM' : 'OK';
  if (breaching < known) return 'OK';
  if (treatment === 'ignore') return undefined;
  return known === 0 ? 'INSUFFICIENT_DATA' : 'ALARM';
}

const OPERATORS: Partial<
  Record<ComparisonOperator, (value: number, threshold: number) => boolean>
> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

export const COMPARISONS = Object.keys(OPERATORS);

function breaches({ ComparisonOperator: operator, Threshold: threshold = 0 }: PutMetricAlarmInput) {
  const compare = OPERATORS[operator ?? 'GreaterThanThreshold'];
  return (value: number) => compare?.(value, threshold) ?? false;
}
