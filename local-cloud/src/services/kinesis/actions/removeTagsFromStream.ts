import type { RemoveTagsFromStreamInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { stream, tagKeys } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Takes tags off a stream. Keys that it does not have are passed over.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RemoveTagsFromStream.html
 */
export function removeTagsFromStream(
  streams: Streams,
): Operation<RemoveTagsFromStreamInput, object> {
  return {
    members: { ...stream, TagKeys: tagKeys },
    permissions: (input) => [streams.permission('RemoveTagsFromStream', input)],
    handle(input) {
      const { settings } = streams.get(input);
      for (const key of input.TagKeys ?? []) settings.tags.delete(key);
      return {};
    },
  };
}
