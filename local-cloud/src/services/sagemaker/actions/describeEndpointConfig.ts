import type {
  DescribeEndpointConfigInput,
  DescribeEndpointConfigOutput,
} from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { name } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Shows an endpoint configuration.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html
 */
export function describeEndpointConfig({
  cloud,
  configs,
}: SageMaker): Operation<DescribeEndpointConfigInput, DescribeEndpointConfigOutput> {
  return {
    members: { EndpointConfigName: name },
    permissions: ({ EndpointConfigName }) => [
      permission(cloud, 'DescribeEndpointConfig', 'endpoint-config', EndpointConfigName),
    ],
    handle({ EndpointConfigName }) {
      const { request, arn, createdAt } = configs.get(EndpointConfigName);
      const { Tags: _, ProductionVariants = [], ...rest } = request;
      return {
        ...rest,
        EnableNetworkIsolation: false,
        ProductionVariants: ProductionVariants.map((variant) => ({
          InitialVariantWeight: 1,
          ...variant,
        })),
        EndpointConfigArn: arn,
        CreationTime: new Date(createdAt),
      };
    },
  };
}
