import type { CreateDeploymentRequest, Deployment } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { ofApi, stageMembers, stageName } from '../members.ts';
import type { RestApi, RestDeployment, RestStage } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';
import { checkVariables, newStage, refuseCache } from '../stages.ts';

/**
 * Makes a deployment of an API as it stands. With the name of a stage, that serves it from now on; it is
 * made where there is none. Canaries and caches are refused by name.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html
 */
export function createDeployment(apis: RestApis): Operation<CreateDeploymentRequest, Deployment> {
  const { cloud } = apis;
  return {
    members: { ...ofApi, ...stageMembers, stageName, stageDescription: {} },
    permissions: ({ restApiId }) => apis.permission('POST', `/restapis/${restApiId}/deployments`),
    handle(input) {
      const api = apis.get(input.restApiId);
      const content = api.deployable();
      checkContent(content);
      const { description } = input;
      const now = cloud.clock.now();
      const deployment: RestDeployment = {
        description: {
          id: apis.newId(6),
          ...(description !== undefined && { description }),
          createdDate: new Date(now),
        },
        ...content,
      };
      const stage =
        input.stageName === undefined
          ? undefined
          : stageOf(api, input.stageName, deployment.description.id, input, now);
      api.deployments.set(deployment.description.id, deployment);
      if (stage !== undefined) api.stages.set(stage.description.stageName, stage);
      return deployment.description;
    },
  };
}

function checkContent({ methods }: Pick<RestDeployment, 'methods'>): void {
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.every(({ method }) => method.methodIntegration !== undefined)) return;
  throw badRequest('No integration defined for method');
}

/** A stage that serves the deployment: a new one, or the one of that name with what is given of it. */
function stageOf(
  { stages }: RestApi,
  name: string,
  deploymentId: string,
  { stageDescription: description, variables, ...settings }: CreateDeploymentRequest,
  now: number,
): RestStage {
  const stage = stages.get(name);
  if (stage === undefined) {
    return newStage(name, deploymentId, { ...settings, description, variables }, now);
  }
  refuseCache(settings.cacheClusterEnabled);
  checkVariables(variables);
  const { tracingEnabled } = settings;
  return {
    ...stage,
    description: {
      ...stage.description,
      deploymentId,
      ...(description !== undefined && { description }),
      ...(variables && { variables }),
      ...(tracingEnabled !== undefined && { tracingEnabled }),
      lastUpdatedDate: new Date(now),
    },
  };
}
