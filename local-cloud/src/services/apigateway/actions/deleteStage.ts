import type { DeleteStageRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofStage } from '../members.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Deletes a stage; the deployment that it served stays.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html
 */
export function deleteStage(apis: RestApis): Operation<DeleteStageRequest, object> {
  return {
    members: ofStage,
    permissions: ({ restApiId, stageName }) =>
      apis.permission('DELETE', `/restapis/${restApiId}/stages/${stageName}`),
    handle({ restApiId, stageName }) {
      const api = apis.get(restApiId);
      api.stages.delete(api.stage(stageName).description.stageName);
      return {};
    },
  };
}
