import type { ListTagsForStreamInput, ListTagsForStreamOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { stream } from '../members.ts';
import type { Streams } from '../streams.ts';
import { tagList } from '../tags.ts';

/**
 * The tags of a stream by their keys, a page at a time.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForStream.html
 */
export function listTagsForStream(
  streams: Streams,
): Operation<ListTagsForStreamInput, ListTagsForStreamOutput> {
  return {
    members: { ...stream, ExclusiveStartTagKey: { length: [1, 128] }, Limit: { range: [1, 50] } },
    permissions: (input) => [streams.permission('ListTagsForStream', input)],
    handle(input) {
      const { ExclusiveStartTagKey: start = '', Limit = 50 } = input;
      const found = tagList(streams.get(input)).filter(({ Key }) => Key! > start);
      return { Tags: found.slice(0, Limit), HasMoreTags: found.length > Limit };
    },
  };
}
