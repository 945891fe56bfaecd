import type { CreateStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { conflict } from '../../apis/errors.ts';
import { ofApi, stageMembers, stageName, tagMap } from '../members.ts';
import type { RestApis } from '../rest-apis.ts';
import { checkDeployment, newStage } from '../stages.ts';

/**
 * Creates a stage, which serves a deployment under its name. Caches, canaries and versions of the
 * documentation are refused by name.
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
 */
export function createStage(apis: RestApis): Operation<CreateStageRequest, Stage> {
  const { cloud } = apis;
  return {
    members: {
      ...ofApi,
      ...stageMembers,
      stageName: { required: true, ...stageName },
      deploymentId: { required: true },
      tags: tagMap,
    },
    permissions: ({ restApiId }) => apis.permission('POST', `/restapis/${restApiId}/stages`),
    handle({ restApiId, stageName: name = '', deploymentId = '', ...settings }) {
      const api = apis.get(restApiId);
      checkDeployment(api, deploymentId);
      if (api.stages.has(name)) throw conflict('Stage already exists');
      const stage = newStage(name, deploymentId, settings, cloud.clock.now());
      api.stages.set(name, stage);
      return stage.description;
    },
  };
}
