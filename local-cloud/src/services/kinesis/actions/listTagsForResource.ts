import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { resourceArn } from '../members.ts';
import type { Streams } from '../streams.ts';
import { tagList } from '../tags.ts';

/**
 * All tags of a stream or a consumer.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  streams: Streams,
): Operation<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return {
    members: { ResourceARN: resourceArn },
    permissions: (input) => [
      streams.permission('ListTagsForResource', { StreamARN: input.ResourceARN }),
    ],
    handle: ({ ResourceARN }) => ({ Tags: tagList(streams.resource(ResourceARN!)) }),
  };
}
