import type { Cloud } from '../../core/service.ts';

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html */
type Metric =
  | 'InvocationAttemptCount'
  | 'TargetErrorCount'
  | 'InvocationDroppedCount'
  | 'InvocationsSentToDeadLetterCount'
  | 'InvocationsFailedToBeSentToDeadLetterCount';

/** Counts one. */
export function measure(cloud: Cloud, group: string, name: Metric): void {
  const dimensions = { ScheduleGroup: group };
  cloud.recordMetric({ namespace: 'AWS/Scheduler', name, dimensions, value: 1, unit: 'Count' });
}
