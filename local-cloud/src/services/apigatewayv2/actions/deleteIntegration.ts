import type { DeleteIntegrationRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * Deletes an integration of an HTTP API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html
 */
export function deleteIntegration(apis: Apis): Operation<DeleteIntegrationRequest, object> {
  return {
    members: { ApiId: { required: true }, IntegrationId: { required: true } },
    permissions: ({ ApiId, IntegrationId }) =>
      apis.permission('DELETE', `/apis/${ApiId}/integrations/${IntegrationId}`),
    handle({ ApiId, IntegrationId }) {
      const api = apis.get(ApiId);
      api.integration(IntegrationId);
      api.integrations.delete(IntegrationId!);
      return {};
    },
  };
}
