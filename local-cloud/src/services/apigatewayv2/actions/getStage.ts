import type { GetStageRequest, GetStageResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * A stage of an HTTP API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
 */
export function getStage(apis: Apis): Operation<GetStageRequest, GetStageResponse> {
  return {
    members: { ApiId: { required: true }, StageName: { required: true } },
    permissions: ({ ApiId, StageName }) =>
      apis.permission('GET', `/apis/${ApiId}/stages/${StageName}`),
    handle({ ApiId, StageName }) {
      return apis.get(ApiId).stage(StageName).description;
    },
  };
}
