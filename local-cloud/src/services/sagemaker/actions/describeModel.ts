import type { DescribeModelInput, DescribeModelOutput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { name } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Shows a model.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html
 */
export function describeModel({
  cloud,
  models,
}: SageMaker): Operation<DescribeModelInput, DescribeModelOutput> {
  return {
    members: { ModelName: name },
    permissions: ({ ModelName }) => [permission(cloud, 'DescribeModel', 'model', ModelName)],
    handle({ ModelName }) {
      const { request, arn, createdAt } = models.get(ModelName);
      const { Tags: _, PrimaryContainer, ...rest } = request;
      return {
        EnableNetworkIsolation: false,
        ...rest,
        PrimaryContainer: { Mode: 'SingleModel', Environment: {}, ...PrimaryContainer },
        ModelArn: arn,
        CreationTime: new Date(createdAt),
      };
    },
  };
}
