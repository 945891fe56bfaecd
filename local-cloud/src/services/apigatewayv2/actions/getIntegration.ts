import type { GetIntegrationRequest, GetIntegrationResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * An integration of an HTTP API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html
 */
export function getIntegration(apis: Apis): Operation<GetIntegrationRequest, GetIntegrationResult> {
  return {
    members: { ApiId: { required: true }, IntegrationId: { required: true } },
    permissions: ({ ApiId, IntegrationId }) =>
      apis.permission('GET', `/apis/${ApiId}/integrations/${IntegrationId}`),
    handle({ ApiId, IntegrationId }) {
      return apis.get(ApiId).integration(IntegrationId).description;
    },
  };
}
