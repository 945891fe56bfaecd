import type { GetStagesRequest, GetStagesResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * The stages of an HTTP API, on one page.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html
 */
export function getStages(apis: Apis): Operation<GetStagesRequest, GetStagesResponse> {
  return {
    members: { ApiId: { required: true } },
    permissions: ({ ApiId }) => apis.permission('GET', `/apis/${ApiId}/stages`),
    handle({ ApiId }) {
      return { Items: [...apis.get(ApiId).stages.values()].map((item) => item.description) };
    },
  };
}
