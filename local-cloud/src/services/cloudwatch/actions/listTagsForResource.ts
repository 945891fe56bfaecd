import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import type { Alarms } from '../alarms.ts';
import { resourceArn } from '../members.ts';
import { taggedAlarm } from '../tags.ts';

/**
 * Lists the tags of an alarm.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  alarms: Alarms,
): Operation<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return {
    members: { ResourceARN: resourceArn },
    permissions: ({ ResourceARN }) => [
      { action: 'cloudwatch:ListTagsForResource', resource: String(ResourceARN) },
    ],
    handle: ({ ResourceARN }) => ({ Tags: [...taggedAlarm(alarms, ResourceARN).tags] }),
  };
}
