import type { CreatePipeRequest, CreatePipeResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { begun } from '../answer.ts';
import * as members from '../members.ts';
import type { Pipes } from '../pipes.ts';
import { planOf } from '../plan.ts';
import { reasonAgainst } from '../reason.ts';
import { deliverLogs, passRole } from '../role.ts';
import { settingsOf } from '../settings.ts';

/**
 * Makes a pipe from a queue or a stream to a target. Whether its role may read the source turns out
 * later, as on AWS: CurrentState is CREATE_FAILED then, and StateReason says why. Logs go to log groups
 * alone; keys of KMS are refused by name.
 * Errors: ConflictException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html
 */
export function createPipe(pipes: Pipes): Operation<CreatePipeRequest, CreatePipeResponse> {
  return {
    members: members.created,
    permissions: ({ Name, RoleArn, Tags, LogConfiguration }) => [
      pipes.permission('CreatePipe', Name),
      ...(Tags === undefined ? [] : [pipes.permission('TagResource', Name)]),
      ...passRole(RoleArn),
      ...deliverLogs(LogConfiguration),
    ],
    async handle(input) {
      const plan = planOf(pipes, settingsOf(input));
      pipes.checkNew(plan.settings.Name);
      const pipe = pipes.add(plan, input.Tags ?? {});
      const reason = await reasonAgainst(pipes, pipe, plan);
      if (reason === undefined) pipe.settle();
      else pipe.fail('CREATE_FAILED', reason);
      return begun(pipe, plan.settings.DesiredState, 'CREATING');
    },
  };
}
