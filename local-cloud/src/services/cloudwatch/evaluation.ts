import type {
  ComparisonOperator,
  MetricDataQuery,
  PutMetricAlarmInput,
  StateValue,
} from '@aws-sdk/client-cloudwatch';
import { atOnce } from '../../core/turns.ts';
import { type MetricStore, MINUTE } from './metric-store.ts';
import { Queries } from './queries.ts';
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

/** What an alarm looks at: its one metric, or what its `Metrics` say. */
export function queriesOf(configuration: PutMetricAlarmInput): Queries {
  const { Metrics, Namespace, MetricName, Dimensions, Period, Unit } = configuration;
  if (Metrics !== undefined) return new Queries(Metrics);
  const Stat = configuration.Statistic ?? configuration.ExtendedStatistic ?? 'Average';
  const Metric = { Namespace, MetricName, Dimensions };
  return new Queries([{ Id: 'm', MetricStat: { Metric, Period: Period ?? 60, Stat, Unit } }]);
}

/** Of the queries of an alarm, the one whose data it is judged by. */
function judgedBy({ all }: Queries): MetricDataQuery {
  return all.find(({ ReturnData }) => ReturnData !== false)!;
}

/** The datapoints an alarm is judged by at a moment, a whole minute. */
export function evaluationRange(
  configuration: PutMetricAlarmInput,
  store: MetricStore,
  now: number,
): Datapoints {
  const queries = queriesOf(configuration);
  const judged = judgedBy(queries);
  const period = queries.periodOf(judged) * 1000;
  const count = (configuration.EvaluationPeriods ?? 1) + EXTRA_PERIODS;
  const times = Array.from({ length: count }, (_, index) => {
    const end = now - (count - 1 - index) * period;
    return { start: end - period, end };
  });
  return atOnce(queries.over(store, times)(judged));
}

/** For how long a measurement can bear on an alarm. */
export function rangeLength(configuration: PutMetricAlarmInput): number {
  const { EvaluationPeriods: count = 1 } = configuration;
  const queries = queriesOf(configuration);
  const period = queries.periodOf(judgedBy(queries));
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
