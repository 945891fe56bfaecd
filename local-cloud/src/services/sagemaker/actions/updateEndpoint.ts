import type { UpdateEndpointInput, UpdateEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { deploymentOf } from '../deployment.ts';
import { name } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Deploys another configuration to an endpoint that is in service, and goes on being so. The
 * configuration that is deployed must still be there.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function updateEndpoint(
  sagemaker: SageMaker,
): Operation<UpdateEndpointInput, UpdateEndpointOutput> {
  const { cloud, configs, endpoints, hosting } = sagemaker;
  return {
    members: { EndpointName: name, EndpointConfigName: name },
    permissions: ({ EndpointName, EndpointConfigName }) => [
      permission(cloud, 'UpdateEndpoint', 'endpoint', EndpointName),
      permission(cloud, 'UpdateEndpoint', 'endpoint-config', EndpointConfigName),
    ],
    handle({ EndpointName, EndpointConfigName }) {
      const endpoint = endpoints.get(EndpointName);
      const deployment = deploymentOf(sagemaker, EndpointConfigName);
      configs.get(endpoint.configName);
      hosting.update(endpoint, deployment);
      return { EndpointArn: endpoint.arn };
    },
  };
}
