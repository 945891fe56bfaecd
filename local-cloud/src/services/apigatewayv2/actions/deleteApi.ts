import type { DeleteApiRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * Deletes an HTTP API with its routes, integrations and stages.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html
 */
export function deleteApi(apis: Apis): Operation<DeleteApiRequest, object> {
  return {
    members: { ApiId: { required: true } },
    permissions: ({ ApiId }) => apis.permission('DELETE', `/apis/${ApiId}`),
    handle({ ApiId }) {
      apis.delete(apis.get(ApiId));
      return {};
    },
  };
}
