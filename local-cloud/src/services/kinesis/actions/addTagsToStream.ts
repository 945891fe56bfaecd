import type { AddTagsToStreamInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { stream, tags } from '../members.ts';
import type { Streams } from '../streams.ts';
import { addTags } from '../tags.ts';

/**
 * Adds tags to a stream, up to 50 in all; a tag of the same key is replaced.
 * Errors: ResourceNotFoundException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_AddTagsToStream.html
 */
export function addTagsToStream(streams: Streams): Operation<AddTagsToStreamInput, object> {
  return {
    members: { ...stream, Tags: { required: true, ...tags } },
    permissions: (input) => [streams.permission('AddTagsToStream', input)],
    handle(input) {
      addTags(streams.get(input), input.Tags ?? {}, streams.cloud.accountId);
      return {};
    },
  };
}
