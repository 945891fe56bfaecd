import type { UntagResourceInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tagKeys } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Takes tags off a stream. Keys that it does not have are passed over.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UntagResource.html
 */
export function untagResource(streams: Streams): Operation<UntagResourceInput, object> {
  return {
    members: { ResourceARN: resourceArn, TagKeys: tagKeys },
    permissions: (input) => [streams.permission('UntagResource', { StreamARN: input.ResourceARN })],
    handle({ ResourceARN, TagKeys = [] }) {
      const { settings } = streams.resource(ResourceARN!);
      for (const key of TagKeys) settings.tags.delete(key);
      return {};
    },
  };
}
