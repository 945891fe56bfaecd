import type { CreateApiRequest, CreateApiResponse } from '@aws-sdk/client-apigatewayv2';
import { notSupported } from '../../../core/errors.ts';
import { EXECUTE_API } from '../../../core/local-address.ts';
import type { Operation } from '../../../core/service.ts';
import { HttpApi } from '../api.ts';
import type { Apis } from '../apis.ts';
import { checkCors, corsMembers } from '../cors.ts';
import { descriptionText, tagMap } from '../members.ts';

/**
 * Creates an HTTP API. Its endpoint is a path of the local cloud's.
 * Errors: BadRequestException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
export function createApi(apis: Apis): Operation<CreateApiRequest, CreateApiResponse> {
  const { cloud } = apis;
  return {
    members: {
      Name: { required: true, length: [1, 128] },
      ProtocolType: { required: true },
      Description: descriptionText,
      Tags: tagMap,
      Version: { length: [1, 64] },
      CorsConfiguration: corsMembers,
    },
    permissions: () => apis.permission('POST', '/apis'),
    handle({ ProtocolType, Name, Description, Tags, Version, CorsConfiguration }) {
      if (ProtocolType !== 'HTTP') {
        throw notSupported('ApiGatewayV2', `${ProtocolType} APIs (only HTTP)`);
      }
      checkCors(CorsConfiguration ?? {});
      const ApiId = apis.newId(10);
      const api = new HttpApi({
        ApiId,
        Name,
        ProtocolType,
        ApiEndpoint: `${cloud.endpoint}${EXECUTE_API}${ApiId}`,
        ApiKeySelectionExpression: '$request.header.x-api-key',
        RouteSelectionExpression: '$request.method $request.path',
        DisableExecuteApiEndpoint: false,
        CreatedDate: new Date(cloud.clock.now()),
        Tags: Tags ?? {},
        ...(Description !== undefined && { Description }),
        ...(Version !== undefined && { Version }),
        ...(CorsConfiguration !== undefined && { CorsConfiguration }),
      });
      apis.add(api);
      return api.description;
    },
  };
}
