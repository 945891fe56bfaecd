import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
} from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import type { Groups } from '../groups.ts';
import { groupArn } from '../members.ts';

/**
 * The tags of a group. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  groups: Groups,
): Operation<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return {
    members: { ResourceArn: groupArn },
    permissions: ({ ResourceArn = '' }) => [
      { action: 'scheduler:ListTagsForResource', resource: ResourceArn },
    ],
    handle({ ResourceArn }) {
      const { tags } = groups.byArn(ResourceArn);
      return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
