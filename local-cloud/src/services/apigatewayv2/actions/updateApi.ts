import type { UpdateApiRequest, UpdateApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';
import { checkCors, corsMembers } from '../cors.ts';
import { descriptionText } from '../members.ts';

/**
 * Changes what is given of an HTTP API.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html
 */
export function updateApi(apis: Apis): Operation<UpdateApiRequest, UpdateApiResponse> {
  return {
    members: {
      ApiId: { required: true },
      Name: { length: [1, 128] },
      Description: descriptionText,
      Version: { length: [1, 64] },
      CorsConfiguration: corsMembers,
    },
    permissions: ({ ApiId }) => apis.permission('PATCH', `/apis/${ApiId}`),
    handle({ ApiId, ...asked }) {
      const api = apis.get(ApiId);
      checkCors(asked.CorsConfiguration ?? {});
      api.description = { ...api.description, ...asked };
      return api.description;
    },
  };
}
