import type { GetIntegrationsRequest, GetIntegrationsResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * The integrations of an HTTP API, on one page.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
 */
export function getIntegrations(
  apis: Apis,
): Operation<GetIntegrationsRequest, GetIntegrationsResponse> {
  return {
    members: { ApiId: { required: true } },
    permissions: ({ ApiId }) => apis.permission('GET', `/apis/${ApiId}/integrations`),
    handle({ ApiId }) {
      return { Items: [...apis.get(ApiId).integrations.values()].map((item) => item.description) };
    },
  };
}
