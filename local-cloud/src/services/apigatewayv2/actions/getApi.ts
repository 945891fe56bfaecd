import type { GetApiRequest, GetApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * An HTTP API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html
 */
export function getApi(apis: Apis): Operation<GetApiRequest, GetApiResponse> {
  return {
    members: { ApiId: { required: true } },
    permissions: ({ ApiId }) => apis.permission('GET', `/apis/${ApiId}`),
    handle({ ApiId }) {
      return apis.get(ApiId).description;
    },
  };
}
