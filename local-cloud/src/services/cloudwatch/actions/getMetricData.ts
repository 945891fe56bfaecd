import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { type AwsError, notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { inTurns, nextTurn } from '../../../core/turns.ts';
import { validationError } from '../errors.ts';
import type { Series } from '../metric-math.ts';
import { floorToMinute, type MetricStore } from '../metric-store.ts';
import { metricDataQueries, Queries, type Time } from '../queries.ts';

const MAX_QUERIES = 500;
/** Of all queries together, in one answer: AWS gives no more than 100,800 datapoints on a page. */
const MAX_PERIODS = 500_000;
/** Of one expression: its operators and functions, for each period. */
const MAX_STEPS = 5_000_000;

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
    async handle(input) {
      const { StartTime: start, EndTime: end, MetricDataQueries: queries = [] } = input;
      if (end! < start!) {
        throw validationError('The parameter EndTime must be greater than StartTime.');
      }
      if (start!.getTime() === end!.getTime()) {
        throw validationError('The parameter StartTime must not equal parameter EndTime.');
      }
      if (queries.length > MAX_QUERIES) {
        throw validationError(
          `The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`,
        );
      }
      const asked = new Queries(queries);
      asked.check();
      checkPeriods(asked, input);
      const results = await resultsOf(asked, input, metrics);
      if (input.ScanBy === 'TimestampAscending')
        return { MetricDataResults: results, Messages: [] };
      return { MetricDataResults: results.map(latestFirst), Messages: [] };
    },
  };
}

function checkPeriods(queries: Queries, { StartTime, EndTime }: GetMetricDataInput): void {
  const range = EndTime!.getTime() - StartTime!.getTime();
  const counts = queries.all.map((query) => Math.ceil(range / (queries.periodOf(query) * 1000)));
  const count = counts.reduce((sum, one) => sum + one, 0);
  if (count > MAX_PERIODS) throw tooMuch(`${count} datapoints in one answer`, MAX_PERIODS);
  const steps = Math.max(...counts.map((one, at) => one * queries.sizeOf(queries.all[at]!)));
  if (steps > MAX_STEPS) throw tooMuch(`${steps} steps of one expression`, MAX_STEPS);
}

function tooMuch(what: string, most: number): AwsError {
  const fix = 'increase Period, or decrease the time range';
  return notSupported('CloudWatch', `${what} (${most} at most: ${fix})`);
}

/** Others have their turn between the queries, those that only others refer to among them. */
async function resultsOf(
  queries: Queries,
  input: GetMetricDataInput,
  metrics: MetricStore,
): Promise<MetricDataResult[]> {
  const byPeriod = new Map<number, ReturnType<typeof inPeriods>>();
  const results: MetricDataResult[] = [];
  for (const query of queries.inOrder()) {
    const period = queries.periodOf(query);
    const known = byPeriod.get(period) ?? inPeriods(period, queries, input, metrics);
    byPeriod.set(period, known);
    const series = await inTurns(known.seriesOf(query));
    if (query.ReturnData !== false) results.push(resultOf(query, known.times, series));
    await nextTurn();
  }
  const place = new Map(queries.all.map(({ Id }, at) => [Id, at]));
  return results.sort((a, b) => place.get(a.Id)! - place.get(b.Id)!);
}

function inPeriods(
  seconds: number,
  queries: Queries,
  { StartTime, EndTime }: GetMetricDataInput,
  metrics: MetricStore,
) {
  const period = seconds * 1000;
  const last = EndTime!.getTime();
  const times: Time[] = [];
  for (let start = floorToMinute(StartTime!.getTime()); start < last; start += period) {
    times.push({ start, end: Math.min(start + period, last) });
  }
  return { times, seriesOf: queries.over(metrics, times) };
}

function resultOf(
  query: MetricDataQuery,
  times: readonly Time[],
  series: Series,
): MetricDataResult {
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
