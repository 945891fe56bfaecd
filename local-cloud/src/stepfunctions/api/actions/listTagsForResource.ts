import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';
import { tagsOf } from '../tags.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html */
export function listTagsForResource(
  context: Context,
): Operation<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return {
    members: { resourceArn: arn },
    permissions: ({ resourceArn }) => [
      { action: 'states:ListTagsForResource', resource: resourceArn ?? '*' },
    ],
    handle: ({ resourceArn }) => ({
      tags: [...tagsOf(context, resourceArn!)].map(([key, value]) => ({ key, value })),
    }),
  };
}
