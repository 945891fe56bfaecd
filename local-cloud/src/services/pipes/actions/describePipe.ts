import type { DescribePipeRequest, DescribePipeResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { name } from '../members.ts';
import type { Pipes } from '../pipes.ts';

/**
 * Describes a pipe. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html
 */
export function describePipe(pipes: Pipes): Operation<DescribePipeRequest, DescribePipeResponse> {
  return {
    members: { Name: name },
    permissions: ({ Name }) => [pipes.permission('DescribePipe', Name)],
    handle({ Name }) {
      const { arn, settings, state, reason, created, modified, tags } = pipes.get(Name);
      return {
        ...settings,
        Arn: arn,
        CurrentState: state,
        StateReason: reason,
        Tags: Object.fromEntries(tags),
        CreationTime: new Date(created),
        LastModifiedTime: new Date(modified),
      };
    },
  };
}
