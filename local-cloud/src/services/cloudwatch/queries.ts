import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { notSupported } from '../../core/errors.ts';
import { missingParameter, validationError } from './errors.ts';
import { dimensions, metricName, namespace, period, unit } from './members.ts';
import { compileMath, type Series, type Value } from './metric-math.ts';
import type { MetricId, MetricStore } from './metric-store.ts';
import { checkPeriod, checkStatistic } from './statistics.ts';

/** Of GetMetricData, and of an alarm on more than one metric. */
export const metricDataQueries = {
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
      Expression: { length: [1, 2048] },
      Label: {},
      ReturnData: {},
    },
  },
} as const;

/**
 * Checks queries that may refer to each other.
 *
 * @throws ValidationError, MissingRequiredParameterException; NotSupportedByLocalCloud
 */
export function checkQueries(queries: readonly MetricDataQuery[]): void {
  const ids = new Set<string>();
  for (const { Id: id = '', MetricStat: stat, Expression, Label } of queries) {
    checkId(id, ids);
    ids.add(id);
    if (Label?.includes('${')) throw notSupported('CloudWatch', 'dynamic labels');
    if (stat === undefined && Expression === undefined) throw missingParameter('MetricStat');
    if (stat === undefined) continue;
    if (Expression !== undefined) {
      throw validationError(
        `Invalid metrics list: Both Expression and MetricStat are specified for ${id}.`,
      );
    }
    checkStatistic(stat.Stat ?? '');
    checkPeriod(stat.Period);
  }
  for (const query of queries) checkExpression(query, queries);
}

function checkId(id: string, known: ReadonlySet<string>): void {
  if (!/^[a-z][a-zA-Z0-9_]{0,254}$/.test(id)) {
    throw validationError(
      `The value ${id} for parameter MetricDataQueries Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  if (!known.has(id)) return;
  throw validationError(`The values for parameter id in MetricDataQueries are not unique: ${id}.`);
}

function checkExpression(query: MetricDataQuery, queries: readonly MetricDataQuery[]): void {
  if (query.Expression === undefined) return;
  const periods = new Set(statsOf(query, queries, []).map(({ Period }) => Period));
  if (periods.size > 1) {
    throw notSupported('CloudWatch', 'expressions over metrics of different periods');
  }
}

/** The metrics that a query is about, by way of other queries, too. */
function statsOf(
  { Id: id = '', Expression, MetricStat }: MetricDataQuery,
  queries: readonly MetricDataQuery[],
  above: readonly string[],
): NonNullable<MetricDataQuery['MetricStat']>[] {
  if (MetricStat !== undefined) return [MetricStat];
  return compileMath(Expression ?? '').ids.flatMap((name) => {
    const used = queries.find(({ Id }) => Id === name);
    if (used !== undefined && !above.includes(name)) return statsOf(used, queries, [...above, id]);
    const problem = used === undefined ? 'is not defined' : 'refers to itself';
    throw validationError(`Invalid metrics list: ${name} in the expression of ${id} ${problem}.`);
  });
}

/** In seconds, of a query that was checked. */
export function periodOf(query: MetricDataQuery, queries: readonly MetricDataQuery[]): number {
  return statsOf(query, queries, [])[0]?.Period ?? query.Period ?? 60;
}

export function metricsOf(queries: readonly MetricDataQuery[]): MetricId[] {
  return queries.flatMap(({ MetricStat: stat }) => (stat === undefined ? [] : [idOf(stat)]));
}

function idOf({ Metric: metric }: NonNullable<MetricDataQuery['MetricStat']>): MetricId {
  const { Namespace: namespace = '', MetricName: name = '', Dimensions: dimensions = [] } = metric!;
  return { namespace, name, dimensions };
}

/** What a query yields for each of the times that periods begin at, up to an end: milliseconds. */
export function seriesOf(
  query: MetricDataQuery,
  queries: readonly MetricDataQuery[],
  store: MetricStore,
  times: readonly { readonly start: number; readonly end: number }[],
): Series {
  const { MetricStat: stat, Expression } = query;
  if (stat !== undefined) {
    const metric = store.find(idOf(stat));
    return times.map(({ start, end }) =>
      metric?.aggregate(start, end, stat.Unit)?.statistic(stat.Stat ?? ''),
    );
  }
  const value: Value = compileMath(Expression ?? '').value((id) =>
    seriesOf(queries.find(({ Id }) => Id === id)!, queries, store, times),
  );
  return typeof value === 'number' ? times.map(() => value) : value;
}
