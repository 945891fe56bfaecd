import { createPipe } from './actions/createPipe.ts';
import { deletePipe } from './actions/deletePipe.ts';
import { describePipe } from './actions/describePipe.ts';
import { listPipes } from './actions/listPipes.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { startPipe } from './actions/startPipe.ts';
import { stopPipe } from './actions/stopPipe.ts';
import { tagResource } from './actions/tagResource.ts';
import { untagResource } from './actions/untagResource.ts';
import { updatePipe } from './actions/updatePipe.ts';
import type { Pipes } from './pipes.ts';

export function pipeOperations(pipes: Pipes) {
  return {
    CreatePipe: createPipe(pipes),
    DeletePipe: deletePipe(pipes),
    DescribePipe: describePipe(pipes),
    ListPipes: listPipes(pipes),
    ListTagsForResource: listTagsForResource(pipes),
    StartPipe: startPipe(pipes),
    StopPipe: stopPipe(pipes),
    TagResource: tagResource(pipes),
    UntagResource: untagResource(pipes),
    UpdatePipe: updatePipe(pipes),
  };
}
