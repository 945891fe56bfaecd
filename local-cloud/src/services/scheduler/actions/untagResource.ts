import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import type { Groups } from '../groups.ts';
import { groupArn } from '../members.ts';

/**
 * Takes tags off a group. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UntagResource.html
 */
export function untagResource(groups: Groups): Operation<UntagResourceInput, UntagResourceOutput> {
  return {
    members: {
      ResourceArn: groupArn,
      TagKeys: { required: true, length: [0, 50], items: { length: [1, 128] } },
    },
    permissions: ({ ResourceArn = '' }) => [
      { action: 'scheduler:UntagResource', resource: ResourceArn },
    ],
    handle({ ResourceArn, TagKeys = [] }) {
      const group = groups.byArn(ResourceArn);
      for (const key of TagKeys) group.tags.delete(key);
      return {};
    },
  };
}
