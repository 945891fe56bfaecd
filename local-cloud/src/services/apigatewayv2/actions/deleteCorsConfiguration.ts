import type { DeleteCorsConfigurationRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * Takes away what an HTTP API says of other origins.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-cors.html
 */
export function deleteCorsConfiguration(
  apis: Apis,
): Operation<DeleteCorsConfigurationRequest, object> {
  return {
    members: { ApiId: { required: true } },
    permissions: ({ ApiId }) => apis.permission('DELETE', `/apis/${ApiId}/cors`),
    handle({ ApiId }) {
      const api = apis.get(ApiId);
      const { CorsConfiguration: _, ...others } = api.description;
      api.description = others;
      return {};
    },
  };
}
