import type { TagResourceInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import type { Alarms } from '../alarms.ts';
import { resourceArn, tags } from '../members.ts';
import { taggedAlarm } from '../tags.ts';

/**
 * Adds tags to an alarm; a tag of the same key is replaced.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html
 */
export function tagResource(alarms: Alarms): Operation<TagResourceInput, object> {
  return {
    members: { ResourceARN: resourceArn, Tags: { ...tags, required: true } },
    permissions: ({ ResourceARN }) => [
      { action: 'cloudwatch:TagResource', resource: String(ResourceARN) },
    ],
    handle({ ResourceARN, Tags = [] }) {
      const alarm = taggedAlarm(alarms, ResourceARN);
      const kept = alarm.tags.filter(({ Key }) => !Tags.some((tag) => tag.Key === Key));
      alarm.tags = [...kept, ...Tags];
      return {};
    },
  };
}
