import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import { type Groups, pairsOf } from '../groups.ts';
import { groupArn, tags } from '../members.ts';

/**
 * Adds tags to a group; schedules have none. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html
 */
export function tagResource(groups: Groups): Operation<TagResourceInput, TagResourceOutput> {
  return {
    members: { ResourceArn: groupArn, Tags: { ...tags, required: true } },
    permissions: ({ ResourceArn = '' }) => [
      { action: 'scheduler:TagResource', resource: ResourceArn },
    ],
    handle({ ResourceArn, Tags = [] }) {
      const group = groups.byArn(ResourceArn);
      for (const [key, value] of pairsOf(Tags)) group.tags.set(key, value);
      return {};
    },
  };
}
