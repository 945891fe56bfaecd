import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import type { Execution } from '../execution/types.ts';

/** What ListExecutions and DescribeExecution both tell of an execution. */
export function executionSummary(execution: Execution) {
  const { spec, stopDate, redriveDate } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: spec.stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startDate),
    ...(stopDate !== undefined && { stopDate: new Date(stopDate) }),
    ...(spec.mapRunArn !== undefined && { mapRunArn: spec.mapRunArn }),
    ...(spec.stateMachineVersionArn !== undefined && {
      stateMachineVersionArn: spec.stateMachineVersionArn,
    }),
    ...(spec.stateMachineAliasArn !== undefined && {
      stateMachineAliasArn: spec.stateMachineAliasArn,
    }),
    redriveCount: execution.redriveCount,
    ...(redriveDate !== undefined && { redriveDate: new Date(redriveDate) }),
  } satisfies ExecutionListItem;
}
