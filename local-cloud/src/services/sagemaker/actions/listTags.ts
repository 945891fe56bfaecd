import type { ListTagsInput, ListTagsOutput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { resourceArn } from '../members.ts';
import { type SageMaker, tagsByArn } from '../sagemaker.ts';
import { tagList } from '../tags.ts';

/**
 * The tags of a resource, all of them at once: it has 50 at most.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTags.html
 */
export function listTags(sagemaker: SageMaker): Operation<ListTagsInput, ListTagsOutput> {
  return {
    members: { ResourceArn: resourceArn, MaxResults: { range: [50] } },
    permissions: ({ ResourceArn = '' }) => [
      { action: 'sagemaker:ListTags', resource: ResourceArn },
    ],
    handle: ({ ResourceArn }) => ({ Tags: tagList(tagsByArn(sagemaker, ResourceArn)) }),
  };
}
