import type { AddTagsInput, AddTagsOutput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tags } from '../members.ts';
import { type SageMaker, tagsByArn } from '../sagemaker.ts';
import { tagList, tagsOf } from '../tags.ts';

/**
 * Sets tags of a resource.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html
 */
export function addTags(sagemaker: SageMaker): Operation<AddTagsInput, AddTagsOutput> {
  return {
    members: { ResourceArn: resourceArn, Tags: { required: true, ...tags } },
    permissions: ({ ResourceArn = '' }) => [{ action: 'sagemaker:AddTags', resource: ResourceArn }],
    handle({ ResourceArn, Tags }) {
      const set = tagsByArn(sagemaker, ResourceArn);
      for (const [key, value] of tagsOf(Tags)) set.set(key, value);
      return { Tags: tagList(set) };
    },
  };
}
