import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';
import { tagsOf } from '../tags.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html */
export function untagResource(
  context: Context,
): Operation<UntagResourceInput, UntagResourceOutput> {
  return {
    members: { resourceArn: arn, tagKeys: { required: true } },
    permissions: ({ resourceArn }) => [
      { action: 'states:UntagResource', resource: resourceArn ?? '*' },
    ],
    handle({ resourceArn, tagKeys }) {
      const tags = tagsOf(context, resourceArn!);
      for (const key of tagKeys ?? []) tags.delete(key);
      return {};
    },
  };
}
