import type { TagResourceInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tags } from '../members.ts';
import type { Streams } from '../streams.ts';
import { addTags } from '../tags.ts';

/**
 * Adds tags to a stream or a consumer, as AddTagsToStream does.
 * Errors: ResourceNotFoundException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_TagResource.html
 */
export function tagResource(streams: Streams): Operation<TagResourceInput, object> {
  return {
    members: { ResourceARN: resourceArn, Tags: { required: true, ...tags } },
    permissions: (input) => [streams.permission('TagResource', { StreamARN: input.ResourceARN })],
    handle({ ResourceARN, Tags = {} }) {
      addTags(streams.resource(ResourceARN!), Tags, streams.cloud.accountId);
      return {};
    },
  };
}
