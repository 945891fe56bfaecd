import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tagKeys } from '../members.ts';
import type { Pipes } from '../pipes.ts';

/**
 * Takes tags off a pipe. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UntagResource.html
 */
export function untagResource(
  pipes: Pipes,
): Operation<UntagResourceRequest, UntagResourceResponse> {
  return {
    members: { resourceArn, tagKeys },
    permissions: ({ resourceArn = '' }) => [
      { action: 'pipes:UntagResource', resource: resourceArn },
    ],
    handle(input) {
      const pipe = pipes.byArn(input.resourceArn);
      for (const key of input.tagKeys ?? []) pipe.tags.delete(key);
      return {};
    },
  };
}
