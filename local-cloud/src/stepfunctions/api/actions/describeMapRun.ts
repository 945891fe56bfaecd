import type { DescribeMapRunInput, DescribeMapRunOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { longArn } from '../members.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */
export function describeMapRun(
  context: Context,
): Operation<DescribeMapRunInput, DescribeMapRunOutput> {
  return {
    members: { mapRunArn: longArn },
    permissions: ({ mapRunArn }) => [
      { action: 'states:DescribeMapRun', resource: mapRunArn ?? '*' },
    ],
    handle({ mapRunArn }) {
      const { mapRun } = context.executions.mapRun(mapRunArn!);
      const { stopDate, redriveDate } = mapRun;
      return {
        mapRunArn: mapRun.arn,
        executionArn: mapRun.executionArn,
        status: mapRun.status,
        startDate: new Date(mapRun.startDate),
        ...(stopDate !== undefined && { stopDate: new Date(stopDate) }),
        maxConcurrency: mapRun.maxConcurrency,
        toleratedFailurePercentage: mapRun.toleratedFailurePercentage,
        toleratedFailureCount: mapRun.toleratedFailureCount,
        itemCounts: { ...mapRun.itemCounts },
        executionCounts: { ...mapRun.executionCounts },
        redriveCount: mapRun.redriveCount,
        ...(redriveDate !== undefined && { redriveDate: new Date(redriveDate) }),
      };
    },
  };
}
