import type { DeleteEndpointConfigInput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { name } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Deletes an endpoint configuration. Endpoints that are deployed with it go on, and can no longer be
 * updated.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html
 */
export function deleteEndpointConfig({
  cloud,
  configs,
}: SageMaker): Operation<DeleteEndpointConfigInput, object> {
  return {
    members: { EndpointConfigName: name },
    permissions: ({ EndpointConfigName }) => [
      permission(cloud, 'DeleteEndpointConfig', 'endpoint-config', EndpointConfigName),
    ],
    handle({ EndpointConfigName }) {
      configs.delete(configs.get(EndpointConfigName));
      return {};
    },
  };
}
