import type { DeletePipeRequest, DeletePipeResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { begun } from '../answer.ts';
import { name } from '../members.ts';
import type { Pipes } from '../pipes.ts';

/**
 * Deletes a pipe. A batch at work is finished. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DeletePipe.html
 */
export function deletePipe(pipes: Pipes): Operation<DeletePipeRequest, DeletePipeResponse> {
  return {
    members: { Name: name },
    permissions: ({ Name }) => [pipes.permission('DeletePipe', Name)],
    handle({ Name }) {
      const pipe = pipes.get(Name);
      pipes.delete(pipe);
      return begun(pipe, 'DELETED', 'DELETING');
    },
  };
}
