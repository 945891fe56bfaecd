import type {
  Datapoint as DatapointDescription,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import { inTurns } from '../../../core/turns.ts';
import type { Datapoint } from '../datapoint.ts';
import { invalidCombination, invalidParameter } from '../errors.ts';
import { dimensions, metricName, namespace, period, statistic, unit } from '../members.ts';
import type { MetricStore } from '../metric-store.ts';
import { floorToMinute } from '../metric-store.ts';
import { checkPeriod, checkStatistic } from '../statistics.ts';

const MAX_DATAPOINTS = 1440;

/**
 * Tells statistics of one metric, period by period, in the order of time. `StartTime` is taken
 * back to a whole minute; `EndTime` does not belong to the range.
 * Errors: InvalidParameterValueException, InvalidParameterCombinationException,
 * MissingRequiredParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export function getMetricStatistics(
  metrics: MetricStore,
): Operation<GetMetricStatisticsInput, GetMetricStatisticsOutput> {
  return {
    members: {
      Namespace: { ...namespace, required: true },
      MetricName: { ...metricName, required: true },
      Dimensions: dimensions,
      StartTime: { required: true },
      EndTime: { required: true },
      Period: { ...period, required: true },
      Statistics: { length: [1, 5], items: statistic },
      ExtendedStatistics: { length: [1, 10], items: {} },
      Unit: unit,
    },
    permissions: () => [{ action: 'cloudwatch:GetMetricStatistics', resource: '*' }],
    async handle(input) {
      const { start, end, period } = checkedRange(input);
      const statistics = input.Statistics ?? [];
      const extended = input.ExtendedStatistics ?? [];
      if (statistics.length + extended.length === 0) {
        throw invalidCombination('Must specify either Statistics or ExtendedStatistics');
      }
      const asked = [...statistics, ...extended];
      for (const statistic of asked) checkStatistic(statistic);
      const {
        Namespace: namespace = '',
        MetricName: name = '',
        Dimensions: dimensions = [],
      } = input;
      const metric = metrics.find({ namespace, name, dimensions });
      const Datapoints: DatapointDescription[] = [];
      for (let time = start; time < end; time += period) {
        const span = { start: time, end: Math.min(time + period, end), unit: input.Unit };
        const datapoint = metric && (await inTurns(metric.aggregate(span, asked)));
        if (metric === undefined || datapoint === undefined) continue;
        Datapoints.push({
          Timestamp: new Date(time),
          Unit: (input.Unit ??
            metric.unitBetween(time, time + period)) as DatapointDescription['Unit'],
          ...(await values(datapoint, statistics)),
          ...(extended.length > 0 && { ExtendedStatistics: await values(datapoint, extended) }),
        });
      }
      return { Label: name, Datapoints };
    },
  };
}

function checkedRange(input: GetMetricStatisticsInput) {
  const start = floorToMinute(input.StartTime!.getTime());
  const end = input.EndTime!.getTime();
  if (start >= end) {
    throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
  }
  const period = checkPeriod(input.Period) * 1000;
  const count = Math.ceil((end - start) / period);
  if (count > MAX_DATAPOINTS) {
    throw invalidCombination(
      `You have requested up to ${count} datapoints, which exceeds the limit of ${MAX_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  return { start, end, period };
}

async function values(
  datapoint: Datapoint,
  statistics: readonly string[],
): Promise<Record<string, number>> {
  const known: Record<string, number> = {};
  for (const name of statistics) {
    const value = await inTurns(datapoint.statistic(name));
    if (value !== undefined) known[name] = value;
  }
  return known;
}
