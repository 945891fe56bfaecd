import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter, validationError } from '../errors.ts';
import { floorToMinute, type MetricStore } from '../metric-store.ts';
import { checkQueries, metricDataQueries, periodOf, seriesOf } from '../queries.ts';

const MAX_QUERIES = 500;

/**
 * Tells statistics of metrics, and expressions over them, the latest period first, in one page.
 * Errors: InvalidParameterValueException, MissingRequiredParameterException, ValidationError.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(
  metrics: MetricStore,
): Operation<GetMetricDataInput, GetMetricDataOutput> {
  return {
    members: {
      MetricDataQueries: { ...metricDataQueries, required: true },
      StartTime: { required: true },
      EndTime: { required: true },
      ScanBy: { enum: ['TimestampDescending', 'TimestampAscending'] },
    },
    permissions: () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
    handle(input) {
      const { StartTime: start, EndTime: end, MetricDataQueries: queries = [] } = input;
      if (start! >= end!) {
        throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
      }
      if (queries.length > MAX_QUERIES) {
        throw validationError(
          `The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`,
        );
      }
      checkQueries(queries);
      const results = queries
        .filter(({ ReturnData }) => ReturnData !== false)
        .map((query) => resultOf(query, input, metrics));
      if (input.ScanBy === 'TimestampAscending')
        return { MetricDataResults: results, Messages: [] };
      return { MetricDataResults: results.map(latestFirst), Messages: [] };
    },
  };
}

function resultOf(
  query: MetricDataQuery,
  { MetricDataQueries: queries = [], StartTime, EndTime }: GetMetricDataInput,
  metrics: MetricStore,
): MetricDataResult {
  const period = periodOf(query, queries) * 1000;
  const last = EndTime!.getTime();
  const times: { start: number; end: number }[] = [];
  for (let start = floorToMinute(StartTime!.getTime()); start < last; start += period) {
    times.push({ start, end: Math.min(start + period, last) });
  }
  const series = seriesOf(query, queries, metrics, times);
  const known = times.filter((_, index) => series[index] !== undefined);
  return {
    Id: query.Id,
    Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id,
    Timestamps: known.map(({ start }) => new Date(start)),
    Values: series.filter((value) => value !== undefined),
    StatusCode: 'Complete',
  };
}

function latestFirst(result: MetricDataResult): MetricDataResult {
  const { Timestamps = [], Values = [] } = result;
  return { ...result, Timestamps: Timestamps.toReversed(), Values: Values.toReversed() };
}
