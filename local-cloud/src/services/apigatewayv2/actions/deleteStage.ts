import type { DeleteStageRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * Deletes a stage of an HTTP API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
 */
export function deleteStage(apis: Apis): Operation<DeleteStageRequest, object> {
  return {
    members: { ApiId: { required: true }, StageName: { required: true } },
    permissions: ({ ApiId, StageName }) =>
      apis.permission('DELETE', `/apis/${ApiId}/stages/${StageName}`),
    handle({ ApiId, StageName }) {
      const api = apis.get(ApiId);
      api.stage(StageName);
      api.stages.delete(StageName!);
      return {};
    },
  };
}
