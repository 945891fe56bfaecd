import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import type { Operation } from '../../../core/service.ts';
import { invoke } from '../invoke.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

const NAME = '^[a-zA-Z0-9](-*[a-zA-Z0-9])*';

/**
 * Has the model behind an endpoint answer a request.
 * Errors: ValidationError, ModelError, ThrottlingException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export function invokeEndpoint(
  sagemaker: SageMaker,
): Operation<InvokeEndpointInput, InvokeEndpointOutput> {
  return {
    members: {
      EndpointName: { required: true, length: [0, 63], pattern: NAME },
      Body: { required: true },
      ContentType: { length: [0, 1024] },
      Accept: { length: [0, 1024] },
      CustomAttributes: { length: [0, 1024] },
      TargetVariant: { length: [0, 63], pattern: NAME },
      InferenceId: { length: [1, 64] },
    },
    permissions: ({ EndpointName }) => [
      permission(sagemaker.cloud, 'InvokeEndpoint', 'endpoint', EndpointName),
    ],
    handle: (input) => invoke(sagemaker, input),
  };
}
