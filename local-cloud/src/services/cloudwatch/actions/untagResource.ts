import type { UntagResourceInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import type { Alarms } from '../alarms.ts';
import { resourceArn, tagKey } from '../members.ts';
import { taggedAlarm } from '../tags.ts';

/**
 * Removes tags from an alarm.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html
 */
export function untagResource(alarms: Alarms): Operation<UntagResourceInput, object> {
  return {
    members: { ResourceARN: resourceArn, TagKeys: { required: true, items: tagKey } },
    permissions: ({ ResourceARN }) => [
      { action: 'cloudwatch:UntagResource', resource: String(ResourceARN) },
    ],
    handle({ ResourceARN, TagKeys = [] }) {
      const alarm = taggedAlarm(alarms, ResourceARN);
      alarm.tags = alarm.tags.filter(({ Key }) => !TagKeys.includes(Key ?? ''));
      return {};
    },
  };
}
