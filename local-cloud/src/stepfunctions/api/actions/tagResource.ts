import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn, tags } from '../members.ts';
import { readTags, tagsOf } from '../tags.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
export function tagResource(context: Context): Operation<TagResourceInput, TagResourceOutput> {
  return {
    members: { resourceArn: arn, tags: { ...tags, required: true } },
    permissions: ({ resourceArn }) => [
      { action: 'states:TagResource', resource: resourceArn ?? '*' },
    ],
    handle({ resourceArn, tags }) {
      const present = tagsOf(context, resourceArn!);
      for (const [key, value] of readTags(tags, present)) present.set(key, value);
      return {};
    },
  };
}
