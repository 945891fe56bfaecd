import type { GetStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofStage } from '../members.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * A stage of a REST API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html
 */
export function getStage(apis: RestApis): Operation<GetStageRequest, Stage> {
  return {
    members: ofStage,
    permissions: ({ restApiId, stageName }) =>
      apis.permission('GET', `/restapis/${restApiId}/stages/${stageName}`),
    handle({ restApiId, stageName }) {
      return apis.get(restApiId).stage(stageName).description;
    },
  };
}
