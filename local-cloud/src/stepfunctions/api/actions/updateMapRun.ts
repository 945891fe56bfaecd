import type { UpdateMapRunInput, UpdateMapRunOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { invalid } from '../errors.ts';
import { longArn } from '../members.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */
export function updateMapRun(context: Context): Operation<UpdateMapRunInput, UpdateMapRunOutput> {
  return {
    members: {
      mapRunArn: longArn,
      maxConcurrency: { range: [0] },
      toleratedFailurePercentage: { range: [0, 100], fraction: true },
      toleratedFailureCount: { range: [0] },
    },
    permissions: ({ mapRunArn }) => [{ action: 'states:UpdateMapRun', resource: mapRunArn ?? '*' }],
    handle({ mapRunArn, maxConcurrency, toleratedFailurePercentage, toleratedFailureCount }) {
      const { mapRun } = context.executions.mapRun(mapRunArn!);
      if (mapRun.status !== 'RUNNING') {
        throw invalid(`Map Run is ${mapRun.status} and cannot be updated`);
      }
      context.engine.updateMapRun(mapRun, {
        ...(maxConcurrency !== undefined && { maxConcurrency }),
        ...(toleratedFailurePercentage !== undefined && { toleratedFailurePercentage }),
        ...(toleratedFailureCount !== undefined && { toleratedFailureCount }),
      });
      return {};
    },
  };
}
