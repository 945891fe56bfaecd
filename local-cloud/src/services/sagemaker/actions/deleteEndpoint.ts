import type { DeleteEndpointInput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { name } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Deletes an endpoint, which answers no more from now on.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpoint.html
 */
export function deleteEndpoint({
  cloud,
  endpoints,
  hosting,
}: SageMaker): Operation<DeleteEndpointInput, object> {
  return {
    members: { EndpointName: name },
    permissions: ({ EndpointName }) => [
      permission(cloud, 'DeleteEndpoint', 'endpoint', EndpointName),
    ],
    handle({ EndpointName }) {
      hosting.delete(endpoints.get(EndpointName));
      return {};
    },
  };
}
