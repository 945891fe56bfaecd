import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter, missingParameter, validationError } from '../errors.ts';
import { dimensions, metricName, namespace, period, unit } from '../members.ts';
import { floorToMinute, type MetricStore } from '../metric-store.ts';
import { checkPeriod, checkStatistic } from '../statistics.ts';

const MAX_QUERIES = 500;

/**
 * Tells statistics of metrics, the latest period first, in one page; expressions are not served.
 * Errors: InvalidParameterValueException, MissingRequiredParameterException, ValidationError.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(
  metrics: MetricStore,
): Operation<GetMetricDataInput, GetMetricDataOutput> {
  return {
    members: {
      MetricDataQueries: {
        required: true,
        items: {
          members: {
            Id: { required: true, length: [1, 255] },
            MetricStat: {
              members: {
                Metric: {
                  required: true,
                  members: { Namespace: namespace, MetricName: metricName, Dimensions: dimensions },
                },
                Period: { ...period, required: true },
                Stat: { required: true },
                Unit: unit,
              },
            },
            Label: {},
            ReturnData: {},
          },
        },
      },
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
      checkQueries(queries);
      const results = queries
        .filter(({ ReturnData }) => ReturnData !== false)
        .map((query) => resultOf(query, metrics, start!.getTime(), end!.getTime()));
      if (input.ScanBy === 'TimestampAscending')
        return { MetricDataResults: results, Messages: [] };
      return { MetricDataResults: results.map(latestFirst), Messages: [] };
    },
  };
}

function checkQueries(queries: readonly MetricDataQuery[]): void {
  if (queries.length > MAX_QUERIES) {
    throw validationError(
      `The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`,
    );
  }
  const ids = new Set<string>();
  for (const { Id: id = '', MetricStat: stat, Label } of queries) {
    if (!/^[a-z][a-zA-Z0-9_]{0,254}$/.test(id)) {
      throw validationError(
        `The value ${id} for parameter MetricDataQueries Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    }
    if (ids.has(id))
      throw validationError(
        `The values for parameter id in MetricDataQueries are not unique: ${id}.`,
      );
    ids.add(id);
    if (Label?.includes('${')) throw notSupported('CloudWatch', 'dynamic labels');
    if (stat === undefined) throw missingParameter('MetricStat');
    checkStatistic(stat.Stat ?? '');
    checkPeriod(stat.Period);
  }
}

function resultOf(
  { Id, Label, MetricStat: stat }: MetricDataQuery,
  metrics: MetricStore,
  from: number,
  end: number,
): MetricDataResult {
  const {
    Namespace: namespace = '',
    MetricName: name = '',
    Dimensions: dimensions = [],
  } = stat?.Metric ?? {};
  const metric = metrics.find({ namespace, name, dimensions });
  const period = (stat?.Period ?? 60) * 1000;
  const Timestamps: Date[] = [];
  const Values: number[] = [];
  for (let time = floorToMinute(from); time < end; time += period) {
    const datapoint = metric?.aggregate(time, Math.min(time + period, end), stat?.Unit);
    const value = datapoint?.statistic(stat?.Stat ?? '');
    if (value === undefined) continue;
    Timestamps.push(new Date(time));
    Values.push(value);
  }
  return { Id, Label: Label ?? name, Timestamps, Values, StatusCode: 'Complete' };
}

function latestFirst(result: MetricDataResult): MetricDataResult {
  const { Timestamps = [], Values = [] } = result;
  return { ...result, Timestamps: Timestamps.toReversed(), Values: Values.toReversed() };
}
