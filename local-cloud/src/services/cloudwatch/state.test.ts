import { expect, test } from 'vitest';
import { afterLoad, callable } from '../testing.ts';
import { createCloudWatch } from './index.ts';
import { FAILED, FAILURES, freshCloudWatch } from './testing.ts';

const MINUTE = 60_000;
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:ops';

async function alarmed() {
  const before = freshCloudWatch();
  await before.cloudwatch.PutMetricAlarm({
    ...FAILURES,
    AlarmActions: [TOPIC],
    OKActions: [TOPIC],
  });
  before.service.recordMetric(FAILED);
  await before.cloud.clock.advance(MINUTE);
  const load = () => {
    const { cloud, service } = afterLoad(before, createCloudWatch);
    const cloudwatch = callable(service);
    const state = async () =>
      (await cloudwatch.DescribeAlarms({})).MetricAlarms?.map(({ StateValue }) => StateValue);
    return { cloud, service, cloudwatch, state };
  };
  return { ...before, load };
}

test('an alarm that is in ALARM stays so after a load, and goes back to OK', async () => {
  const before = await alarmed();
  const { MetricAlarms } = await before.cloudwatch.DescribeAlarms({});
  const after = before.load();
  expect((await after.cloudwatch.DescribeAlarms({})).MetricAlarms).toEqual(MetricAlarms);
  expect(await after.state()).toEqual(['ALARM']);
  await after.cloud.clock.advance(4 * MINUTE);
  expect(await after.state()).toEqual(['OK']);
  expect(after.cloud.calls).toMatchObject([{ operation: 'Publish', input: { TopicArn: TOPIC } }]);
});

test('an alarm goes off for what was measured before the load', async () => {
  const before = await alarmed();
  await before.cloud.clock.advance(10 * MINUTE);
  before.service.recordMetric(FAILED);
  const after = before.load();
  expect(await after.state()).toEqual(['OK']);
  await after.cloud.clock.advance(MINUTE);
  expect(await after.state()).toEqual(['ALARM']);
});

test('an alarm still takes notice of its metric when it was not about to be evaluated', async () => {
  const before = await alarmed();
  await before.cloud.clock.advance(60 * MINUTE);
  const after = before.load();
  after.service.recordMetric(FAILED);
  await after.cloud.clock.advance(MINUTE);
  expect(await after.state()).toEqual(['ALARM']);
});

test('statistics and percentiles are the same after a load', async () => {
  const { cloudwatch, cloud, load } = freshWith([1, 2, 2, 9]);
  const input = {
    Namespace: 'App',
    MetricName: 'size',
    StartTime: new Date(cloud.clock.now() - MINUTE),
    EndTime: new Date(cloud.clock.now() + MINUTE),
    Period: 60,
  };
  for (const more of [
    { Statistics: ['Sum', 'Maximum'] as const },
    { ExtendedStatistics: ['p50'] },
  ]) {
    const asked = { ...input, ...more } as Parameters<typeof cloudwatch.GetMetricStatistics>[0];
    const known = await cloudwatch.GetMetricStatistics(asked);
    expect(known.Datapoints).toHaveLength(1);
    expect(await load().GetMetricStatistics(asked)).toEqual(known);
  }
});

function freshWith(values: readonly number[]) {
  const before = freshCloudWatch();
  for (const value of values) {
    before.service.recordMetric({ namespace: 'App', name: 'size', dimensions: {}, value });
  }
  return { ...before, load: () => callable(afterLoad(before, createCloudWatch).service) };
}
