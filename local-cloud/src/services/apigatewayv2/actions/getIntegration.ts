import type { GetIntegrationRequest, GetIntegrationResult } from '@aws-sdk/client-apigatewayv2';
import type { Served } from '../../members.ts';
import type { Apis } from '../apis.ts';

/**
 * An integration of an HTTP API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html
 */
export function getIntegration(apis: Apis): Served<GetIntegrationRequest, GetIntegrationResult> {
  return {
    members: ['ApiId', 'IntegrationId'],
    permissions: ({ ApiId, IntegrationId }) =>
      apis.permission('GET', `/apis/${ApiId}/integrations/${IntegrationId}`),
    handle({ ApiId, IntegrationId }) {
      return apis.get(ApiId).integration(IntegrationId).description;
    },
  };
}
