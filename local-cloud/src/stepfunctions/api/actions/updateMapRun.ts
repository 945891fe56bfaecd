import type { UpdateMapRunInput, UpdateMapRunOutput } from '@aws-sdk/client-sfn';
import { longArn } from '../constraints.ts';
import type { Context } from '../context.ts';
import { invalid } from '../errors.ts';
import { serve } from '../served.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */
export function updateMapRun(context: Context) {
  return serve<UpdateMapRunInput, UpdateMapRunOutput>({
    members: {
      mapRunArn: longArn,
      maxConcurrency: { min: 0 },
      toleratedFailurePercentage: { min: 0, max: 100 },
      toleratedFailureCount: { min: 0 },
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
  });
}
