import type { CreateEndpointInput, CreateEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { deploymentOf } from '../deployment.ts';
import { alreadyExists } from '../errors.ts';
import { name, tags } from '../members.ts';
import { alsoNeeded, permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';
import { tagsOf } from '../tags.ts';

/**
 * Makes an endpoint and deploys a configuration to it. It answers once it is InService.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
 */
export function createEndpoint(
  sagemaker: SageMaker,
): Operation<CreateEndpointInput, CreateEndpointOutput> {
  const { cloud, endpoints, hosting } = sagemaker;
  return {
    members: { EndpointName: name, EndpointConfigName: name, Tags: tags },
    permissions({ EndpointName, EndpointConfigName, Tags }) {
      const create = permission(cloud, 'CreateEndpoint', 'endpoint', EndpointName);
      const config = permission(cloud, 'CreateEndpoint', 'endpoint-config', EndpointConfigName);
      return [create, config, ...alsoNeeded(create, { Tags })];
    },
    handle({ EndpointName = '', EndpointConfigName, Tags }) {
      const arn = endpoints.arn(EndpointName);
      if (endpoints.byArn(arn) !== undefined) throw alreadyExists('endpoint', arn);
      const deployment = deploymentOf(sagemaker, EndpointConfigName);
      const now = cloud.clock.now();
      const endpoint = endpoints.add({
        ...{ name: EndpointName, arn, createdAt: now, modifiedAt: now, tags: tagsOf(Tags) },
        ...{ status: 'Creating', failureReason: undefined, changes: 0 },
        ...{ configName: deployment.configName, deployed: undefined, pending: undefined },
      });
      hosting.create(endpoint, deployment);
      return { EndpointArn: arn };
    },
  };
}
