import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Served } from '../../members.ts';
import type { Alarms } from '../alarms.ts';
import { taggedAlarm } from '../tags.ts';

/**
 * Lists the tags of an alarm.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  alarms: Alarms,
): Served<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return {
    members: ['ResourceARN'],
    permissions: ({ ResourceARN }) => [
      { action: 'cloudwatch:ListTagsForResource', resource: String(ResourceARN) },
    ],
    handle: ({ ResourceARN }) => ({ Tags: [...taggedAlarm(alarms, ResourceARN).tags] }),
  };
}
