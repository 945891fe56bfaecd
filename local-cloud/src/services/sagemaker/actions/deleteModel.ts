import type { DeleteModelInput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { name } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Deletes a model, not its data. Endpoints that it is deployed to go on.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteModel.html
 */
export function deleteModel({ cloud, models }: SageMaker): Operation<DeleteModelInput, object> {
  return {
    members: { ModelName: name },
    permissions: ({ ModelName }) => [permission(cloud, 'DeleteModel', 'model', ModelName)],
    handle({ ModelName }) {
      models.delete(models.get(ModelName));
      return {};
    },
  };
}
