import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { taggable } from '../members.ts';
import { tagged } from '../tagged.ts';

/**
 * The tags of a function. Errors: InvalidParameterValueException, ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html
 */
export function listTags(functions: Functions): Operation<ListTagsRequest, ListTagsResponse> {
  return {
    members: { Resource: taggable },
    permissions: ({ Resource }) => [functions.permission('ListTags', Resource)],
    handle: ({ Resource }) => ({ Tags: { ...tagged(functions, Resource).tags } }),
  };
}
