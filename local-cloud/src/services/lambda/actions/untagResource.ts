import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { taggable } from '../members.ts';
import { tagged } from '../tagged.ts';

/**
 * Takes tags off a function, by their keys.
 * Errors: InvalidParameterValueException, ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html
 */
export function untagResource(functions: Functions): Operation<UntagResourceRequest, object> {
  return {
    members: { Resource: taggable, TagKeys: { required: true } },
    permissions: ({ Resource }) => [functions.permission('UntagResource', Resource)],
    handle({ Resource, TagKeys = [] }) {
      const fn = tagged(functions, Resource);
      const kept = Object.entries(fn.tags).filter(([key]) => !TagKeys.includes(key));
      fn.tags = Object.fromEntries(kept);
      return {};
    },
  };
}
