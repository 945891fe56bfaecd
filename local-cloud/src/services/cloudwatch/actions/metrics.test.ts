import type { GetMetricStatisticsInput, MetricDatum } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { turnsDuring } from '../../../core/testing.ts';
import { failure, START } from '../../testing.ts';
import { freshCloudWatch } from '../testing.ts';

const MINUTE = 60_000;
const Dimensions = [{ Name: 'Service', Value: 'orders' }];

async function withLatencies() {
  const fresh = freshCloudWatch();
  const put = (datum: MetricDatum, minute = 0) =>
    fresh.cloudwatch.PutMetricData({
      Namespace: 'App',
      MetricData: [
        {
          Dimensions,
          Unit: 'Milliseconds',
          Timestamp: new Date(START + minute * MINUTE + 5000),
          ...datum,
        },
      ],
    });
  await put({ MetricName: 'Latency', Value: 10 });
  await put({ MetricName: 'Latency', Values: [20, 30], Counts: [3, 1] });
  await put({ MetricName: 'Latency', Value: 100 }, 1);
  const statistics = async (change: Partial<GetMetricStatisticsInput> = {}) =>
    fresh.cloudwatch.GetMetricStatistics({
      Namespace: 'App',
      MetricName: 'Latency',
      Dimensions,
      StartTime: new Date(START),
      EndTime: new Date(START + 10 * MINUTE),
      Period: 60,
      Statistics: ['Sum'],
      ...change,
    });
  return { ...fresh, put, statistics };
}

describe('GetMetricStatistics', () => {
  test('tells statistics period by period', async () => {
    const { statistics } = await withLatencies();
    const { Label, Datapoints } = await statistics({
      Statistics: ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'],
    });
    expect(Label).toBe('Latency');
    expect(Datapoints).toEqual([
      {
        Timestamp: new Date(START),
        Unit: 'Milliseconds',
        SampleCount: 5,
        Sum: 100,
        Average: 20,
        Minimum: 10,
        Maximum: 30,
      },
      {
        Timestamp: new Date(START + MINUTE),
        Unit: 'Milliseconds',
        SampleCount: 1,
        Sum: 100,
        Average: 100,
        Minimum: 100,
        Maximum: 100,
      },
    ]);
  });

  test('joins minutes into longer periods, with percentiles', async () => {
    const { statistics } = await withLatencies();
    const { Datapoints } = await statistics({
      Period: 300,
      Statistics: ['Sum'],
      ExtendedStatistics: ['p50', 'p99.9'],
    });
    expect(Datapoints).toMatchObject([{ Sum: 200, ExtendedStatistics: { p50: 20, 'p99.9': 100 } }]);
  });

  test('sees nothing of other units, dimensions and metrics', async () => {
    const { statistics } = await withLatencies();
    for (const change of [
      { Unit: 'Seconds' as const },
      { Dimensions: [] },
      { MetricName: 'Other' },
    ]) {
      expect((await statistics(change)).Datapoints).toEqual([]);
    }
  });

  test.each([
    [{ Statistics: undefined }, 'InvalidParameterCombinationException'],
    [{ Period: 61 }, 'InvalidParameterValueException'],
    [{ EndTime: new Date(START) }, 'InvalidParameterValueException'],
    [{ StartTime: new Date(START - 1500 * MINUTE) }, 'InvalidParameterCombinationException'],
    [{ Statistics: undefined, ExtendedStatistics: ['p101'] }, 'InvalidParameterValueException'],
  ])('refuses %j', async (change, code) => {
    const { statistics } = await withLatencies();
    expect(await failure(statistics(change))).toMatchObject({ code });
  });
});

describe('GetMetricData', () => {
  const query = {
    Id: 'latency',
    MetricStat: {
      Metric: { Namespace: 'App', MetricName: 'Latency', Dimensions },
      Period: 60,
      Stat: 'Sum',
    },
  };
  const times = { StartTime: new Date(START), EndTime: new Date(START + 10 * MINUTE) };

  test('tells the latest values first, or the earliest', async () => {
    const { cloudwatch } = await withLatencies();
    const input = { ...times, MetricDataQueries: [query] };
    const first = new Date(START);
    const second = new Date(START + MINUTE);
    const result = { Id: 'latency', Label: 'Latency', StatusCode: 'Complete' };
    expect((await cloudwatch.GetMetricData(input)).MetricDataResults).toEqual([
      { ...result, Timestamps: [second, first], Values: [100, 100] },
    ]);
    const ascending = await cloudwatch.GetMetricData({ ...input, ScanBy: 'TimestampAscending' });
    expect(ascending.MetricDataResults?.[0]?.Timestamps).toEqual([first, second]);
  });

  test('tells what expressions yield, also over others', async () => {
    const { cloudwatch } = await withLatencies();
    const MetricDataQueries = [
      { ...query, ReturnData: false },
      { Id: 'half', Expression: 'latency / 2', ReturnData: false },
      { Id: 'more', Expression: 'half + 1', Label: 'More' },
    ];
    const { MetricDataResults } = await cloudwatch.GetMetricData({ ...times, MetricDataQueries });
    expect(MetricDataResults).toMatchObject([{ Id: 'more', Label: 'More', Values: [51, 51] }]);
  });

  test('works out once what many expressions refer to', async () => {
    const { cloudwatch } = await withLatencies();
    const doubled = Array.from({ length: 60 }, (_, index) => ({
      Id: `e${index + 1}`,
      Expression: `e${index} + e${index}`,
      ReturnData: index === 59,
    }));
    const MetricDataQueries = [{ ...query, Id: 'e0', ReturnData: false }, ...doubled];
    const { MetricDataResults } = await cloudwatch.GetMetricData({ ...times, MetricDataQueries });
    expect(MetricDataResults?.[0]?.Values).toEqual([100 * 2 ** 60, 100 * 2 ** 60]);
  });

  test('says what a range is too long for', async () => {
    const { cloudwatch } = await withLatencies();
    const call = cloudwatch.GetMetricData({
      ...{ StartTime: new Date(0), EndTime: times.EndTime },
      MetricDataQueries: [query],
    });
    expect(await failure(call)).toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringContaining('increase Period, or decrease the time range'),
    });
  });

  test.each([
    [[{ Id: 'e', Expression: 'a + b' }], 'ValidationError'],
    [[query, { Id: 'e', Expression: 'RATE(latency)' }], 'NotSupportedByLocalCloud'],
    [[{ ...query, Id: 'Upper' }], 'ValidationError'],
    [[query, query], 'ValidationError'],
    [[{ Id: 'none' }], 'ValidationError'],
  ])('refuses %j', async (MetricDataQueries, code) => {
    const { cloudwatch } = await withLatencies();
    const call = cloudwatch.GetMetricData({ ...times, MetricDataQueries });
    expect(await failure(call)).toMatchObject({ code });
  });
});

test('metrics are listed by namespace, name and dimensions', async () => {
  const { cloudwatch, service } = await withLatencies();
  service.recordMetric({
    namespace: 'AWS/SQS',
    name: 'Sent',
    dimensions: { QueueName: 'q' },
    value: 1,
  });
  expect(await cloudwatch.ListMetrics({ Namespace: 'App' })).toEqual({
    Metrics: [{ Namespace: 'App', MetricName: 'Latency', Dimensions }],
  });
  expect(
    (await cloudwatch.ListMetrics({ Dimensions: [{ Name: 'QueueName' }] })).Metrics,
  ).toHaveLength(1);
  expect(await cloudwatch.ListMetrics({ Dimensions: [{ Name: 'QueueName', Value: 'x' }] })).toEqual(
    { Metrics: [] },
  );
});

test('a value that a service measured several times at once counts as often', async () => {
  const { cloudwatch, service } = freshCloudWatch();
  const metric = { namespace: 'AWS/States', name: 'ExecutionTime', dimensions: {} };
  service.recordMetric({ ...metric, value: 5, count: 3 });
  service.recordMetric({ ...metric, value: 9 });
  const { Datapoints } = await cloudwatch.GetMetricStatistics({
    ...{ Namespace: 'AWS/States', MetricName: 'ExecutionTime', Period: 60 },
    ...{ StartTime: new Date(START), EndTime: new Date(START + MINUTE) },
    Statistics: ['SampleCount', 'Sum'],
  });
  expect(Datapoints).toEqual([expect.objectContaining({ SampleCount: 4, Sum: 24 })]);
});

test('a statistic set of one value has percentiles: its values are known', async () => {
  const { put, statistics } = await withLatencies();
  const StatisticValues = { SampleCount: 3, Sum: 21, Minimum: 7, Maximum: 7 };
  await put({ MetricName: 'Latency', StatisticValues }, 3);
  await put({ MetricName: 'Latency', Values: [9] }, 3);
  const { Datapoints } = await statistics({
    StartTime: new Date(START + 3 * MINUTE),
    Statistics: ['Minimum', 'Maximum', 'Sum'],
    ExtendedStatistics: ['p75', 'p76'],
  });
  expect(Datapoints).toMatchObject([
    { Minimum: 7, Maximum: 9, Sum: 30, ExtendedStatistics: { p75: 7, p76: 9 } },
  ]);
});

test('statistic sets are taken, without percentiles', async () => {
  const { put, statistics } = await withLatencies();
  await put(
    {
      MetricName: 'Latency',
      StatisticValues: { SampleCount: 4, Sum: 40, Minimum: 1, Maximum: 30 },
    },
    3,
  );
  const { Datapoints } = await statistics({
    StartTime: new Date(START + 3 * MINUTE),
    ExtendedStatistics: ['p50'],
  });
  expect(Datapoints).toMatchObject([{ Sum: 40, ExtendedStatistics: {} }]);
});

test.each<[MetricDatum, string, string]>([
  [
    { MetricName: 'x', Value: 1, Values: [1] },
    'InvalidParameterValueException',
    'The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
  ],
  [
    {
      MetricName: 'x',
      Value: 1,
      StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 },
    },
    'InvalidParameterCombinationException',
    'The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.',
  ],
  [
    { MetricName: 'x', Value: Number.NaN },
    'InvalidParameterValueException',
    'The value NaN for parameter MetricData.member.1.Value is invalid.',
  ],
  [
    { MetricName: 'x', Values: [1, 2], Counts: [1] },
    'InvalidParameterValueException',
    'The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.',
  ],
])('the measurement %j is refused as AWS does it', async (datum, code, message) => {
  const { put } = await withLatencies();
  expect(await failure(put(datum))).toEqual({ code, message });
});

test.each<[MetricDatum, string]>([
  [{ MetricName: '', Value: 1 }, 'ValidationError'],
  [{ Value: 1 } as MetricDatum, 'MissingRequiredParameterException'],
  [{ MetricName: 'x', Value: undefined }, 'MissingRequiredParameterException'],
  [
    { MetricName: 'x', Value: 1, Timestamp: new Date(START - 15 * 24 * 60 * MINUTE) },
    'InvalidParameterValueException',
  ],
])('the measurement %j is refused', async (datum, code) => {
  const { put } = await withLatencies();
  expect(await failure(put(datum))).toMatchObject({ code });
});

test('nothing of a request is taken in if one measurement of it is refused', async () => {
  const { cloudwatch } = freshCloudWatch();
  const MetricData = [{ MetricName: 'good', Value: 1 }, { MetricName: 'bad' }];
  await failure(cloudwatch.PutMetricData({ Namespace: 'App', MetricData }));
  expect(await cloudwatch.ListMetrics({})).toEqual({ Metrics: [] });
});

describe('much that is asked for', () => {
  /** From 1970 to the year 9999 in one period: four thousand million minutes. */
  const ALWAYS = { StartTime: new Date(0), EndTime: new Date(Date.UTC(9999, 0)) };
  const Period = 60 * 4_300_000_000;
  const query = (Id: string, more: object = {}) => ({
    Id,
    MetricStat: {
      Metric: { Namespace: 'App', MetricName: 'Latency', Dimensions },
      ...{ Period: 60, Stat: 'Sum', ...more },
    },
  });

  test('a span of thousands of years is looked through where there are measurements', async () => {
    const { cloudwatch, statistics } = await withLatencies();
    const { Datapoints } = await statistics({ ...ALWAYS, Period });
    expect(Datapoints).toMatchObject([{ Timestamp: new Date(0), Sum: 200 }]);
    const MetricDataQueries = [query('a', { Period })];
    const { MetricDataResults } = await cloudwatch.GetMetricData({ ...ALWAYS, MetricDataQueries });
    expect(MetricDataResults![0]!.Values).toEqual([200]);
  });

  test('others have their turn between queries, which are told in the order they were asked', async () => {
    const { cloudwatch } = await withLatencies();
    const sums = Array.from({ length: 20 }, (_, at) => ({ Id: `m${at}`, Expression: 'one + 1' }));
    const input = {
      ...{ StartTime: new Date(START), EndTime: new Date(START + 2 * MINUTE) },
      MetricDataQueries: [...sums, query('one')],
    };
    let told: (string | undefined)[] = [];
    const turns = await turnsDuring(async () => {
      const { MetricDataResults = [] } = await cloudwatch.GetMetricData(input);
      told = MetricDataResults.map(({ Id, Values }) => `${Id} ${Values}`);
    });
    expect(turns).toBeGreaterThanOrEqual(20);
    expect(told).toEqual([...sums.map(({ Id }) => `${Id} 101,101`), 'one 100,100']);
  });

  test('others have their turn while the percentile of very many values is looked for', async () => {
    const { cloudwatch, put, statistics } = await withLatencies();
    for (let at = 0; at < 1500; at++) {
      const Values = Array.from({ length: 150 }, (_, value) => at * 150 + value);
      await put({ MetricName: 'Latency', Values }, at % 100);
    }
    const EndTime = new Date(START + 100 * MINUTE);
    const MetricDataQueries = [query('a', { Period: 6000, Stat: 'p50' })];
    let values: number[] | undefined;
    const turns = await turnsDuring(async () => {
      const input = { StartTime: new Date(START), EndTime, MetricDataQueries };
      values = (await cloudwatch.GetMetricData(input)).MetricDataResults![0]!.Values;
    });
    expect(values).toEqual([112_496]);
    expect(turns).toBeGreaterThanOrEqual(4);
    const asked = { EndTime, Period: 6000, ExtendedStatistics: ['p50'] };
    expect(await turnsDuring(() => statistics(asked))).toBeGreaterThanOrEqual(3);
  });

  test('an expression of more steps than keep others waiting is refused by name', async () => {
    const { cloudwatch } = await withLatencies();
    const EndTime = new Date(START + 10_000 * MINUTE);
    const Expression = Array.from({ length: 600 }, () => 'a').join('+');
    const MetricDataQueries = [query('a'), { Id: 'b', Expression }];
    const call = cloudwatch.GetMetricData({
      ...{ StartTime: new Date(START), EndTime },
      MetricDataQueries,
    });
    expect(await failure(call)).toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringContaining('5990000 steps of one expression (5000000 at most'),
    });
  });

  test('what was measured longer ago than is kept is not told, and what follows is', async () => {
    const { cloud, put, statistics } = await withLatencies();
    await cloud.clock.advance(20 * 24 * 60 * MINUTE);
    await put({ MetricName: 'Latency', Value: 5 }, 20 * 24 * 60);
    expect((await statistics({ ...ALWAYS, Period })).Datapoints).toMatchObject([{ Sum: 5 }]);
  });
});
