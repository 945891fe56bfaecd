import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { callable, fakeCloud } from '../testing.ts';
import { createCloudWatch } from './index.ts';

/** A CloudWatch of its own, on a frozen clock. */
export function freshCloudWatch() {
  const cloud = fakeCloud();
  const service = createCloudWatch(cloud);
  return { cloud, service, cloudwatch: callable(service) };
}

/** At least one failure in a minute. */
export const FAILURES: PutMetricAlarmInput = {
  AlarmName: 'failures',
  Namespace: 'AWS/States',
  MetricName: 'ExecutionsFailed',
  Dimensions: [{ Name: 'StateMachineArn', Value: 'arn:machine' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
};

export const FAILED = {
  namespace: 'AWS/States',
  name: 'ExecutionsFailed',
  dimensions: { StateMachineArn: 'arn:machine' },
  value: 1,
  unit: 'Count',
};
