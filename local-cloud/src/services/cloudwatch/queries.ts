import type { MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';
import { type AwsError, notSupported } from '../../core/errors.ts';
import { atOnce, type Steps } from '../../core/turns.ts';
import { validationError } from './errors.ts';
import { dimensions, metricName, namespace, period, unit } from './members.ts';
import { compileMath, type MetricMath, type Series, type Value } from './metric-math.ts';
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

/** From its start up to, not including, its end: milliseconds. */
export interface Time {
  readonly start: number;
  readonly end: number;
}

/**
 * Queries that may refer to each other. However many refer to one, its expression is read once, and
 * what it yields is worked out once.
 */
export class Queries {
  readonly all: readonly MetricDataQuery[];
  readonly #byId: ReadonlyMap<string, MetricDataQuery>;
  readonly #maths = new Map<string, MetricMath>();
  /** Of the metrics that an expression is about, in seconds; undefined: it is about none. */
  readonly #periods = new Map<string, number | undefined>();

  constructor(all: readonly MetricDataQuery[]) {
    this.all = all;
    this.#byId = new Map(all.map((query) => [query.Id ?? '', query]));
  }

  get metrics(): MetricId[] {
    return this.all.flatMap(({ MetricStat: stat }) => (stat === undefined ? [] : [idOf(stat)]));
  }

  /** @throws ValidationError; NotSupportedByLocalCloud */
  check(): void {
    const ids = new Set<string>();
    for (const [index, query] of this.all.entries()) {
      const { Id: id = '', MetricStat: stat, Expression, Label } = query;
      checkId(id, ids);
      ids.add(id);
      if (Label?.includes('${')) throw notSupported('CloudWatch', 'dynamic labels');
      if (stat === undefined && Expression === undefined) throw noMetric(index + 1);
      if (stat === undefined) continue;
      if (Expression !== undefined) {
        throw validationError(
          `Invalid metrics list: Both Expression and MetricStat are specified for ${id}.`,
        );
      }
      checkStatistic(stat.Stat ?? '');
      checkPeriod(stat.Period);
    }
    for (const query of this.all) this.periodOf(query);
  }

  /**
   * In seconds.
   *
   * @throws ValidationError for ids that are not there, or lead back to the query;
   * NotSupportedByLocalCloud for metrics of different periods
   */
  periodOf(query: MetricDataQuery): number {
    return this.#metricPeriod(query, []) ?? query.Period ?? 60;
  }

  #metricPeriod(query: MetricDataQuery, above: readonly string[]): number | undefined {
    const { Id: id = '', MetricStat: stat } = query;
    if (stat !== undefined) return stat.Period;
    if (this.#periods.has(id)) return this.#periods.get(id);
    const path = [...above, id];
    const used = this.#mathOf(query).ids.map((name) =>
      this.#metricPeriod(this.#used(name, path), path),
    );
    const [period, ...others] = new Set(used.filter((one) => one !== undefined));
    if (others.length > 0) {
      throw notSupported('CloudWatch', 'expressions over metrics of different periods');
    }
    this.#periods.set(id, period);
    return period;
  }

  /** How many operators and functions its expression has, at least one. */
  sizeOf(query: MetricDataQuery): number {
    return query.MetricStat === undefined ? Math.max(1, this.#mathOf(query).size) : 1;
  }

  /** The query of that name, in the expression of the last of the ids. */
  #used(name: string, path: readonly string[]): MetricDataQuery {
    const used = this.#byId.get(name);
    if (used !== undefined && !path.includes(name)) return used;
    const problem = used === undefined ? 'is not defined' : 'refers to itself';
    throw validationError(
      `Invalid metrics list: ${name} in the expression of ${path.at(-1)} ${problem}.`,
    );
  }

  #mathOf({ Id: id = '', Expression = '' }: MetricDataQuery): MetricMath {
    const math = this.#maths.get(id) ?? compileMath(Expression);
    this.#maths.set(id, math);
    return math;
  }

  /** Each after those that its expression refers to; they were checked. */
  inOrder(): MetricDataQuery[] {
    const ordered = new Set<MetricDataQuery>();
    const add = (query: MetricDataQuery): void => {
      if (ordered.has(query)) return;
      const ids = query.MetricStat === undefined ? this.#mathOf(query).ids : [];
      for (const id of ids) add(this.#byId.get(id)!);
      ordered.add(query);
    };
    for (const query of this.all) add(query);
    return [...ordered];
  }

  /** What queries that were checked yield for each of these times, those first that others refer to. */
  over(store: MetricStore, times: readonly Time[]): (query: MetricDataQuery) => Steps<Series> {
    const known = new Map<string, Series>();
    const queries = this;
    return function* seriesOf(query: MetricDataQuery): Steps<Series> {
      const { Id: id = '', MetricStat: stat } = query;
      let series = known.get(id);
      if (series === undefined && stat === undefined) {
        const used = (name: string) => atOnce(seriesOf(queries.#byId.get(name)!));
        series = spread(queries.#mathOf(query).value(used), times);
      }
      series ??= yield* measured(stat!, store, times);
      known.set(id, series);
      return series;
    };
  }
}

/** With the line's end that AWS's answer has, too (known from moto). */
function noMetric(position: number): AwsError {
  return validationError(
    `The parameter MetricDataQueries.member.${position}.MetricStat is required.\n`,
  );
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

function spread(value: Value, times: readonly Time[]): Series {
  return typeof value === 'number' ? times.map(() => value) : value;
}

function* measured(
  { Stat = '', Unit: unit, ...stat }: MetricStat,
  store: MetricStore,
  times: readonly Time[],
): Steps<Series> {
  const metric = store.find(idOf(stat));
  const series: (number | undefined)[] = [];
  for (const { start, end } of times) {
    const datapoint = metric && (yield* metric.aggregate({ start, end, unit }, [Stat]));
    series.push(datapoint && (yield* datapoint.statistic(Stat)));
  }
  return series;
}

function idOf({ Metric: metric }: Pick<MetricStat, 'Metric'>): MetricId {
  const { Namespace: namespace = '', MetricName: name = '', Dimensions: dimensions = [] } = metric!;
  return { namespace, name, dimensions };
}
