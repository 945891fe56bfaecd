import type { StopPipeRequest, StopPipeResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { begun } from '../answer.ts';
import { name } from '../members.ts';
import type { Pipes } from '../pipes.ts';
import { planOf } from '../plan.ts';

/**
 * Has a pipe read no more. A batch at work is finished. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StopPipe.html
 */
export function stopPipe(pipes: Pipes): Operation<StopPipeRequest, StopPipeResponse> {
  return {
    members: { Name: name },
    permissions: ({ Name }) => [pipes.permission('StopPipe', Name)],
    handle({ Name }) {
      const pipe = pipes.get(Name);
      pipe.change(planOf(pipes, { ...pipe.settings, DesiredState: 'STOPPED' }));
      pipe.settle();
      return begun(pipe, 'STOPPED', 'STOPPING');
    },
  };
}
