import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-sfn';
import { arn } from '../constraints.ts';
import type { Context } from '../context.ts';
import { serve } from '../served.ts';
import { readTags, tagsOf } from '../tags.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
export function tagResource(context: Context) {
  return serve<TagResourceInput, TagResourceOutput>({
    members: { resourceArn: arn, tags: { required: true } },
    permissions: ({ resourceArn }) => [
      { action: 'states:TagResource', resource: resourceArn ?? '*' },
    ],
    handle({ resourceArn, tags }) {
      const present = tagsOf(context, resourceArn!);
      for (const [key, value] of readTags(tags, present)) present.set(key, value);
      return {};
    },
  });
}
