import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tags } from '../members.ts';
import type { Pipes } from '../pipes.ts';

/**
 * Adds tags to a pipe. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_TagResource.html
 */
export function tagResource(pipes: Pipes): Operation<TagResourceRequest, TagResourceResponse> {
  return {
    members: { resourceArn, tags: { ...tags, required: true } },
    permissions: ({ resourceArn = '' }) => [{ action: 'pipes:TagResource', resource: resourceArn }],
    handle(input) {
      const pipe = pipes.byArn(input.resourceArn);
      for (const [key, value] of Object.entries(input.tags ?? {})) pipe.tags.set(key, value);
      return {};
    },
  };
}
