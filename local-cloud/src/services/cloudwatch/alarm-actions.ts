import type { Dimension, MetricDataQuery, StateValue } from '@aws-sdk/client-cloudwatch';
import { notSupported } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import type { Alarm } from './alarm.ts';

const TOPIC = /^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]+$/;
const FUNCTION = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/;

/** Alarms act on SNS topics and Lambda functions; anything else is refused by name. */
export function checkActions(actions: readonly string[] | undefined): void {
  for (const action of actions ?? []) {
    if (TOPIC.test(action) || FUNCTION.test(action)) continue;
    throw notSupported('CloudWatch', `the alarm action ${action}`);
  }
}

/** Tells the state an alarm is in to what its configuration names for that state. */
export function notify(cloud: Cloud, alarm: Alarm, previous: StateValue): void {
  const principal = (service: string): Principal => ({
    kind: 'service',
    arn: service,
    service,
    sourceArn: alarm.arn,
  });
  for (const action of alarm.actions) {
    cloud.background(`alarm ${alarm.name}`, async () => {
      if (TOPIC.test(action)) {
        const sender = {
          ...principal('cloudwatch.amazonaws.com'),
          sourceOwner: cloud.accountId,
        };
        await cloud.call(sender, 'SNS', 'Publish', publication(cloud, alarm, previous, action));
      } else {
        const invoker = principal('lambda.alarms.cloudwatch.amazonaws.com');
        await cloud.call(invoker, 'Lambda', 'Invoke', invocation(cloud, alarm, previous, action));
      }
    });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
function publication(cloud: Cloud, alarm: Alarm, previous: StateValue, topic: string) {
  const { configuration } = alarm;
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: configuration.AlarmDescription ?? null,
    AWSAccountId: cloud.accountId,
    AlarmConfigurationUpdatedTimestamp: timestamp(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: timestamp(alarm.stateAt),
    Region: cloud.region,
    AlarmArn: alarm.arn,
    OldStateValue: previous,
    OKActions: configuration.OKActions ?? [],
    AlarmActions: configuration.AlarmActions ?? [],
    InsufficientDataActions: configuration.InsufficientDataActions ?? [],
    Trigger: trigger(alarm),
  };
  const subject = `${alarm.state}: "${alarm.name}" in ${cloud.region}`;
  return { TopicArn: topic, Subject: subject, Message: JSON.stringify(message) };
}

function trigger({ configuration }: Alarm) {
  const judged = {
    EvaluationPeriods: configuration.EvaluationPeriods,
    DatapointsToAlarm: configuration.DatapointsToAlarm,
    ComparisonOperator: configuration.ComparisonOperator,
    Threshold: configuration.Threshold,
    TreatMissingData: configuration.TreatMissingData ?? '',
    EvaluateLowSampleCountPercentile: '',
  };
  const { Metrics } = configuration;
  if (Metrics !== undefined) return { ...judged, Metrics: Metrics.map(shownQuery) };
  return {
    MetricName: configuration.MetricName,
    Namespace: configuration.Namespace,
    StatisticType: configuration.Statistic === undefined ? 'ExtendedStatistic' : 'Statistic',
    Statistic: (configuration.Statistic ?? configuration.ExtendedStatistic)?.toUpperCase(),
    Unit: configuration.Unit ?? null,
    Dimensions: shownDimensions(configuration.Dimensions),
    Period: configuration.Period,
    ...judged,
  };
}

function shownQuery({ MetricStat: stat, ReturnData = true, ...query }: MetricDataQuery) {
  if (stat === undefined) return { ...query, ReturnData };
  const Dimensions = shownDimensions(stat.Metric?.Dimensions);
  return { ...query, MetricStat: { ...stat, Metric: { ...stat.Metric, Dimensions } }, ReturnData };
}

function shownDimensions(dimensions: readonly Dimension[] = []) {
  return dimensions.map(({ Name, Value }) => ({ value: Value, name: Name }));
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
function invocation(cloud: Cloud, alarm: Alarm, previous: StateValue, functionArn: string) {
  const { configuration } = alarm;
  const payload = {
    source: 'aws.cloudwatch',
    alarmArn: alarm.arn,
    accountId: cloud.accountId,
    time: timestamp(alarm.stateAt),
    region: cloud.region,
    alarmData: {
      alarmName: alarm.name,
      state: { value: alarm.state, reason: alarm.reason, timestamp: timestamp(alarm.stateAt) },
      previousState: { value: previous },
      configuration: { description: configuration.AlarmDescription },
    },
  };
  return {
    FunctionName: functionArn,
    InvocationType: 'Event',
    Payload: Buffer.from(JSON.stringify(payload)),
  };
}

/** `2026-01-01T12:00:00.000+0000` */
function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
