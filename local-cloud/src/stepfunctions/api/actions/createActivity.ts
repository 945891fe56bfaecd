import type { CreateActivityInput, CreateActivityOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { name, tags } from '../members.ts';
import { checkName } from '../names.ts';
import { checkEncryption } from '../revision.ts';
import { readTags } from '../tags.ts';

/**
 * Creating again the activity that is there succeeds (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html
 */
export function createActivity(
  context: Context,
): Operation<CreateActivityInput, CreateActivityOutput> {
  return {
    members: { name, tags, encryptionConfiguration: {} },
    permissions: ({ name }) => [
      { action: 'states:CreateActivity', resource: context.arns.activity(name ?? '') },
    ],
    handle({ name, tags, encryptionConfiguration }) {
      checkName(name!);
      checkEncryption(encryptionConfiguration);
      const arn = context.arns.activity(name!);
      const activity = context.activities.find(arn) ?? {
        arn,
        name: name!,
        creationDate: context.cloud.clock.now(),
        tags: readTags(tags),
      };
      context.activities.add(activity);
      return { activityArn: arn, creationDate: new Date(activity.creationDate) };
    },
  };
}
