import type { StartPipeRequest, StartPipeResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { begun } from '../answer.ts';
import { name } from '../members.ts';
import type { Pipes } from '../pipes.ts';
import { planOf } from '../plan.ts';
import { reasonAgainst } from '../reason.ts';

/**
 * Has a pipe read its source, from where it has come to. Where its role may not, CurrentState is
 * START_FAILED, and StateReason says why. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StartPipe.html
 */
export function startPipe(pipes: Pipes): Operation<StartPipeRequest, StartPipeResponse> {
  return {
    members: { Name: name },
    permissions: ({ Name }) => [pipes.permission('StartPipe', Name)],
    async handle({ Name }) {
      const pipe = pipes.get(Name);
      const plan = planOf(pipes, { ...pipe.settings, DesiredState: 'RUNNING' });
      pipe.change(plan);
      const reason = await reasonAgainst(pipes, pipe, plan);
      if (reason === undefined) pipe.settle();
      else {
        pipe.stop();
        pipe.fail('START_FAILED', reason);
      }
      return begun(pipe, 'RUNNING', 'STARTING');
    },
  };
}
