import type { ListModelsInput, ListModelsOutput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../lists.ts';
import { listed } from '../members.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * The models that are asked for, the latest first, 10 at a time where no other number is given.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModels.html
 */
export function listModels({ models }: SageMaker): Operation<ListModelsInput, ListModelsOutput> {
  return {
    members: { ...listed, SortBy: { enum: ['Name', 'CreationTime'] } },
    permissions: () => [{ action: 'sagemaker:ListModels', resource: '*' }],
    handle(input) {
      const { items, token } = pageOf(models.all(), { SortOrder: 'Descending', ...input });
      const Models = items.map(({ name, arn, createdAt }) => {
        return { ModelName: name, ModelArn: arn, CreationTime: new Date(createdAt) };
      });
      return { Models, ...token };
    },
  };
}
