import type { DescribeEndpointInput, DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { describeEndpoint as described } from '../described.ts';
import { name } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Tells the status of an endpoint, what serves, and what is to take its place.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 */
export function describeEndpoint({
  cloud,
  endpoints,
}: SageMaker): Operation<DescribeEndpointInput, DescribeEndpointOutput> {
  return {
    members: { EndpointName: name },
    permissions: ({ EndpointName }) => [
      permission(cloud, 'DescribeEndpoint', 'endpoint', EndpointName),
    ],
    handle: ({ EndpointName }) => described(endpoints.get(EndpointName)),
  };
}
