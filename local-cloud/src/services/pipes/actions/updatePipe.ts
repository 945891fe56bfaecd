import type { UpdatePipeRequest, UpdatePipeResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { begun } from '../answer.ts';
import * as members from '../members.ts';
import type { Pipes } from '../pipes.ts';
import { planOf } from '../plan.ts';
import { reasonAgainst } from '../reason.ts';
import { deliverLogs, passRole } from '../role.ts';
import { changedBy } from '../settings.ts';

/**
 * Changes a pipe; its source stays. A batch at work is finished as it was begun. Where the new role may
 * not read the source, the pipe goes on as it was: CurrentState is UPDATE_FAILED, and StateReason says
 * why. Errors: NotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UpdatePipe.html
 */
export function updatePipe(pipes: Pipes): Operation<UpdatePipeRequest, UpdatePipeResponse> {
  return {
    members: members.updated,
    permissions: ({ Name, RoleArn, LogConfiguration }) => [
      pipes.permission('UpdatePipe', Name),
      ...passRole(RoleArn),
      ...deliverLogs(LogConfiguration),
    ],
    async handle(input) {
      const pipe = pipes.get(input.Name);
      const plan = planOf(pipes, changedBy(pipe.settings, input));
      const reason = await reasonAgainst(pipes, pipe, plan);
      if (reason === undefined) {
        pipe.change(plan);
        pipe.settle();
      } else pipe.fail('UPDATE_FAILED', reason);
      return begun(pipe, plan.settings.DesiredState, 'UPDATING');
    },
  };
}
