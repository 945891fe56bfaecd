import type { Cloud } from '../../core/service.ts';
import type { Execution } from '../execution/types.ts';

const ENDS: Readonly<Record<string, string>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/**
 * The metrics of executions in the namespace `AWS/States`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export function recordExecution(cloud: Cloud, execution: Execution): void {
  const { status, spec, startDate, stopDate = startDate, redriveCount } = execution;
  const metric = (name: string, value: number, unit: string) =>
    cloud.recordMetric({
      namespace: 'AWS/States',
      name,
      dimensions: { StateMachineArn: spec.stateMachineArn },
      value,
      unit,
    });
  if (status === 'RUNNING') {
    metric(redriveCount > 0 ? 'ExecutionsRedriven' : 'ExecutionsStarted', 1, 'Count');
    return;
  }
  const end = ENDS[status];
  if (end === undefined) return;
  metric(end, 1, 'Count');
  metric('ExecutionTime', stopDate - startDate, 'Milliseconds');
}
