import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { taggable } from '../members.ts';
import { checkedTags, tagged } from '../tagged.ts';

/**
 * Adds tags to a function; a tag of the same key is replaced.
 * Errors: InvalidParameterValueException, ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html
 */
export function tagResource(functions: Functions): Operation<TagResourceRequest, object> {
  return {
    members: { Resource: taggable, Tags: { required: true, values: {} } },
    permissions: ({ Resource }) => [functions.permission('TagResource', Resource)],
    handle({ Resource, Tags }) {
      const fn = tagged(functions, Resource);
      fn.tags = checkedTags({ ...fn.tags, ...Tags });
      return {};
    },
  };
}
