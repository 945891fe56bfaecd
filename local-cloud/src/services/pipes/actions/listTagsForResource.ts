import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { resourceArn } from '../members.ts';
import type { Pipes } from '../pipes.ts';

/**
 * The tags of a pipe. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  pipes: Pipes,
): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
  return {
    members: { resourceArn },
    permissions: ({ resourceArn = '' }) => [
      { action: 'pipes:ListTagsForResource', resource: resourceArn },
    ],
    handle: (input) => ({ tags: Object.fromEntries(pipes.byArn(input.resourceArn).tags) }),
  };
}
