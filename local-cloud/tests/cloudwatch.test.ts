import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCloudWatch } from '../src/services/cloudwatch/index.ts';
import { createCloudWatchLogs } from '../src/services/logs/index.ts';
import { createSQS } from '../src/services/sqs/index.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

const MINUTE = 60_000;
let served: ServedCloud;

beforeEach(async () => {
  served = await serveCloud((cloud) => {
    const cloudwatch = createCloudWatch(cloud);
    cloud.measureBy(cloudwatch.recordMetric);
    return [cloudwatch, createCloudWatchLogs(cloud), createSQS(cloud)];
  });
});
afterEach(() => served.gateway.close());

test('an alarm on the depth of a queue goes off within a few minutes', async () => {
  const { config, cloud } = served;
  const cloudwatch = new CloudWatchClient(config);
  const sqs = new SQSClient(config);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'parking' }));
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'parked',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'parking' }],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    }),
  );
  const state = async () => {
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({}));
    return MetricAlarms?.[0]?.StateValue;
  };
  await cloud.clock.advance(MINUTE);
  expect(await state()).toBe('OK');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'parked' }));
  await cloud.clock.advance(2 * MINUTE);
  expect(await state()).toBe('ALARM');
});

test("metrics of one's own are told by their statistics", async () => {
  const cloudwatch = new CloudWatchClient(served.config);
  const now = served.cloud.clock.now();
  const Timestamp = new Date(now);
  const MetricData = [1, 2, 3].map((Value) => ({ MetricName: 'Opened', Value, Timestamp }));
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Bank', MetricData }));
  const Metric = { Namespace: 'Bank', MetricName: 'Opened' };
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - MINUTE),
      EndTime: new Date(now + MINUTE),
      MetricDataQueries: [{ Id: 'opened', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
    }),
  );
  expect(MetricDataResults).toMatchObject([{ Id: 'opened', Timestamps: [Timestamp], Values: [6] }]);
});

test('log events are found by what they say', async () => {
  const logs = new CloudWatchLogsClient(served.config);
  const names = { logGroupName: '/app', logStreamName: 'one' };
  const { logGroupName } = names;
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new CreateLogStreamCommand(names));
  const timestamp = served.cloud.clock.now();
  const logEvents = ['{"level":"INFO"}', '{"level":"ERROR","code":7}'].map((message) => ({
    message,
    timestamp,
  }));
  await logs.send(new PutLogEventsCommand({ ...names, logEvents }));
  const { events } = await logs.send(
    new FilterLogEventsCommand({ logGroupName, filterPattern: '{ $.code > 5 }' }),
  );
  expect(events).toMatchObject([{ logStreamName: 'one', message: '{"level":"ERROR","code":7}' }]);
  const missing = logs.send(new FilterLogEventsCommand({ logGroupName: '/gone' }));
  await expect(missing).rejects.toBeInstanceOf(ResourceNotFoundException);
});
