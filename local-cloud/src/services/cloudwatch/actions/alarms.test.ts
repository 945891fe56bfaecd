import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test, vi } from 'vitest';
import { failure, START } from '../../testing.ts';
import { Alarms } from '../alarms.ts';
import { FAILED, FAILURES, freshCloudWatch } from '../testing.ts';

const MINUTE = 60_000;
const ARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:failures';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:alerts';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:on-alarm';

async function withAlarm(change: Partial<PutMetricAlarmInput> = {}) {
  const fresh = freshCloudWatch();
  await fresh.cloudwatch.PutMetricAlarm({ ...FAILURES, ...change });
  const described = async () => (await fresh.cloudwatch.DescribeAlarms({})).MetricAlarms![0]!;
  return { ...fresh, described, state: async () => (await described()).StateValue };
}

describe('an alarm', () => {
  test('is described as it was put, and does not know its state at first', async () => {
    const { described } = await withAlarm();
    expect(await described()).toMatchObject({
      ...FAILURES,
      AlarmArn: ARN,
      ActionsEnabled: true,
      AlarmActions: [],
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: new Date(START),
    });
  });

  test('follows its metric, minute by minute', async () => {
    const { service, state, described, cloud } = await withAlarm();
    await cloud.clock.advance(MINUTE);
    expect(await state()).toBe('OK');
    service.recordMetric(FAILED);
    await cloud.clock.advance(MINUTE);
    expect(await described()).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 1 datapoint [1.0] was greater than or equal to the threshold (1.0).',
      StateTransitionedTimestamp: new Date(START + 2 * MINUTE),
    });
    await cloud.clock.advance(4 * MINUTE);
    expect(await state()).toBe('OK');
  });

  test('is not known without data, unless missing data means something', async () => {
    const { state, cloud, service } = await withAlarm({ TreatMissingData: undefined });
    await cloud.clock.advance(10 * MINUTE);
    expect(await state()).toBe('INSUFFICIENT_DATA');
    service.recordMetric({ ...FAILED, value: 0 });
    await cloud.clock.advance(MINUTE);
    expect(await state()).toBe('OK');
    await cloud.clock.advance(10 * MINUTE);
    expect(await state()).toBe('INSUFFICIENT_DATA');
  });

  test('looks at its own metric, dimensions and unit only', async () => {
    const { service, state, cloud } = await withAlarm({ Unit: 'Count' });
    service.recordMetric({ ...FAILED, dimensions: { StateMachineArn: 'arn:other' } });
    service.recordMetric({ ...FAILED, name: 'ExecutionsTimedOut' });
    service.recordMetric({ ...FAILED, unit: 'Seconds' });
    await cloud.clock.advance(2 * MINUTE);
    expect(await state()).toBe('OK');
  });

  test('is no reason for the clock to skip, and quiet while nothing is measured', async () => {
    const { service, cloud } = await withAlarm();
    service.recordMetric(FAILED);
    expect(cloud.clock.nextDue).toBeUndefined();
    let timers = 0;
    const { after } = cloud.clock;
    cloud.clock.after = (...args) => {
      timers += 1;
      return after.apply(cloud.clock, args);
    };
    await cloud.clock.advance(1000 * MINUTE);
    expect(timers).toBeLessThan(10);
  });

  test('keeps its state when it is put again, and is gone once it is deleted', async () => {
    const { cloudwatch, cloud, state } = await withAlarm();
    await cloud.clock.advance(MINUTE);
    await cloudwatch.PutMetricAlarm({ ...FAILURES, Threshold: 2 });
    expect(await state()).toBe('OK');
    await cloudwatch.DeleteAlarms({ AlarmNames: ['failures', 'unknown'] });
    expect(await cloudwatch.DescribeAlarms({})).toEqual({ MetricAlarms: [], CompositeAlarms: [] });
  });

  test('has tags', async () => {
    const { cloudwatch } = await withAlarm({ Tags: [{ Key: 'a', Value: '1' }] });
    await cloudwatch.TagResource({ ResourceARN: ARN, Tags: [{ Key: 'b', Value: '2' }] });
    await cloudwatch.UntagResource({ ResourceARN: ARN, TagKeys: ['a'] });
    expect(await cloudwatch.ListTagsForResource({ ResourceARN: ARN })).toEqual({
      Tags: [{ Key: 'b', Value: '2' }],
    });
  });
});

describe('a change of state', () => {
  test('is published to topics and handed to functions, in the name of the alarm', async () => {
    const { service, cloud } = await withAlarm({ AlarmActions: [TOPIC, FUNCTION] });
    service.recordMetric(FAILED);
    await cloud.clock.advance(MINUTE);
    expect(cloud.calls).toMatchObject([
      {
        principal: { service: 'cloudwatch.amazonaws.com', sourceArn: ARN },
        sdkId: 'SNS',
        operation: 'Publish',
        input: { TopicArn: TOPIC, Subject: 'ALARM: "failures" in us-east-1' },
      },
      {
        principal: { service: 'lambda.alarms.cloudwatch.amazonaws.com', sourceArn: ARN },
        sdkId: 'Lambda',
        operation: 'Invoke',
        input: { FunctionName: FUNCTION, InvocationType: 'Event' },
      },
    ]);
    const [published] = cloud.calls as unknown as { input: { Message: string } }[];
    expect(JSON.parse(published!.input.Message)).toMatchObject({
      AlarmName: 'failures',
      NewStateValue: 'ALARM',
      OldStateValue: 'INSUFFICIENT_DATA',
      StateChangeTime: '2026-01-01T12:01:00.000+0000',
      Trigger: { MetricName: 'ExecutionsFailed', Statistic: 'SUM', Threshold: 1 },
    });
  });

  test('can be made by hand, and is silent while actions are disabled', async () => {
    const { cloudwatch, cloud, state } = await withAlarm({ OKActions: [TOPIC] });
    const set = (StateValue: 'OK' | 'ALARM') =>
      cloudwatch.SetAlarmState({ AlarmName: 'failures', StateValue, StateReason: 'a try' });
    await cloudwatch.DisableAlarmActions({ AlarmNames: ['failures'] });
    await set('OK');
    expect(cloud.calls).toEqual([]);
    await cloudwatch.EnableAlarmActions({ AlarmNames: ['failures'] });
    await set('ALARM');
    await set('OK');
    expect(cloud.calls).toHaveLength(1);
    expect(await state()).toBe('OK');
  });
});

test('alarms are described by name, prefix or state, in pages', async () => {
  const { cloudwatch } = freshCloudWatch();
  for (const AlarmName of ['b', 'a-2', 'a-1']) {
    await cloudwatch.PutMetricAlarm({ ...FAILURES, AlarmName });
  }
  await cloudwatch.SetAlarmState({ AlarmName: 'b', StateValue: 'ALARM', StateReason: 'a try' });
  const found = async (input: object) => {
    const { MetricAlarms, NextToken } = await cloudwatch.DescribeAlarms(input);
    return [MetricAlarms?.map(({ AlarmName }) => AlarmName), NextToken];
  };
  expect(await found({ AlarmNames: ['b', 'unknown'] })).toEqual([['b'], undefined]);
  expect(await found({ AlarmNamePrefix: 'a-', MaxRecords: 1 })).toEqual([['a-1'], 'a-1']);
  expect(await found({ AlarmNamePrefix: 'a-', NextToken: 'a-1' })).toEqual([['a-2'], undefined]);
  expect(await found({ StateValue: 'ALARM' })).toEqual([['b'], undefined]);
});

describe('an alarm on several metrics', () => {
  const stat = (Id: string, MetricName: string, ReturnData = false) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'App', MetricName }, Period: 60, Stat: 'Sum' },
    ReturnData,
  });
  const RATE: PutMetricAlarmInput = {
    AlarmName: 'rate',
    EvaluationPeriods: 1,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [
      { Id: 'rate', Expression: '100 * errors / calls', Label: 'Errors in percent' },
      stat('errors', 'Errors'),
      stat('calls', 'Calls'),
    ],
  };

  test('is judged by what its expression yields', async () => {
    const { cloudwatch, cloud } = freshCloudWatch();
    await cloudwatch.PutMetricAlarm({ ...RATE, AlarmActions: [TOPIC] });
    const measured = async (Errors: number, Calls: number) => {
      const MetricData = Object.entries({ Errors, Calls }).map(([MetricName, Value]) => ({
        MetricName,
        Value,
      }));
      await cloudwatch.PutMetricData({ Namespace: 'App', MetricData });
      await cloud.clock.advance(MINUTE);
      const { MetricAlarms } = await cloudwatch.DescribeAlarms({});
      return MetricAlarms?.[0];
    };
    expect(await measured(1, 10)).toMatchObject({ StateValue: 'OK', Metrics: RATE.Metrics });
    expect(await measured(2, 10)).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'Threshold Crossed: 1 datapoint [20.0] was greater than the threshold (10.0).',
    });
    const { Message } = cloud.calls.at(-1)!.input as { Message: string };
    const { Trigger } = JSON.parse(Message) as { Trigger: { Metrics: object[] } };
    expect(Trigger).not.toHaveProperty('MetricName');
    expect(Trigger.Metrics[0]).toEqual({ ...RATE.Metrics?.[0], ReturnData: true });
  });

  test.each<[string, Partial<PutMetricAlarmInput>]>([
    ['two of which return data', { Metrics: [stat('a', 'A', true), stat('b', 'B', true)] }],
    ['and on one besides', { Namespace: 'App' }],
    ['that are not there', { Metrics: [{ Id: 'e', Expression: 'none * 2' }] }],
    ['none of which is a metric', { Metrics: [{ Id: 'e', Expression: '1' }] }],
    ['in a circle', { Metrics: [{ Id: 'e', Expression: 'e' }] }],
  ])('is refused: %s', async (_, change) => {
    const { cloudwatch } = freshCloudWatch();
    expect(await failure(cloudwatch.PutMetricAlarm({ ...RATE, ...change }))).toMatchObject({
      code: 'ValidationError',
    });
  });
});

describe('an alarm is refused', () => {
  test.each<[string, Partial<PutMetricAlarmInput>, string]>([
    ['without a threshold', { Threshold: undefined }, 'ValidationError'],
    ['without a statistic', { Statistic: undefined }, 'ValidationError'],
    ['with a period of 90 seconds', { Period: 90 }, 'InvalidParameterValueException'],
    ['with a period of 10 seconds', { Period: 10 }, 'NotSupportedByLocalCloud'],
    ['with more datapoints than periods', { DatapointsToAlarm: 2 }, 'ValidationError'],
    ['over more than a day', { EvaluationPeriods: 1441 }, 'ValidationError'],
    ['with an unknown treatment', { TreatMissingData: 'good' }, 'ValidationError'],
    ['on a metric and on others', { Metrics: [] }, 'ValidationError'],
    [
      'when a band is left',
      { ComparisonOperator: 'GreaterThanUpperThreshold' },
      'NotSupportedByLocalCloud',
    ],
    [
      'on a trimmed mean',
      { Statistic: undefined, ExtendedStatistic: 'tm90' },
      'NotSupportedByLocalCloud',
    ],
    [
      'with an action it cannot take',
      { AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] },
      'NotSupportedByLocalCloud',
    ],
  ])('%s', async (_, change, code) => {
    const { cloudwatch } = freshCloudWatch();
    const call = cloudwatch.PutMetricAlarm({ ...FAILURES, ...change });
    expect(await failure(call)).toMatchObject({ code });
  });
});

test.each([
  [60, 1441, 'a day (EvaluationPeriods * Period must be <= 86400) for alarms using period < 3600'],
  [
    86_400,
    8,
    'a week (EvaluationPeriods * Period must be <= 604800) for alarms using period >= 3600',
  ],
])('%i seconds times %i are not looked back on', async (Period, EvaluationPeriods, longest) => {
  const { cloudwatch } = freshCloudWatch();
  const call = cloudwatch.PutMetricAlarm({ ...FAILURES, Period, EvaluationPeriods });
  expect(await failure(call)).toEqual({
    code: 'ValidationError',
    message: `Metrics cannot be checked across more than ${longest}`,
  });
});

test('the data of a reason is JSON', async () => {
  const { cloudwatch } = await withAlarm();
  const call = cloudwatch.SetAlarmState({
    ...{ AlarmName: 'failures', StateValue: 'OK', StateReason: 'r' },
    StateReasonData: '{',
  });
  expect(await failure(call)).toEqual({
    code: 'InvalidFormatFault',
    message: 'Unknown',
  });
});

test('alarms are looked for once for each metric of a request, however many measurements it has', async () => {
  const { cloudwatch } = freshCloudWatch();
  const looked = vi.spyOn(Alarms.prototype, 'measured');
  const MetricData = Array.from({ length: 1000 }, (_, Value) => ({
    MetricName: `m${Value % 2}`,
    Value,
  }));
  await cloudwatch.PutMetricData({ Namespace: 'n', MetricData });
  expect(looked).toHaveBeenCalledTimes(2);
});
