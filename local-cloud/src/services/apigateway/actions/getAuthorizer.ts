import type { Authorizer, GetAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofAuthorizer } from '../members.ts';
import { authorizerIn } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * An authorizer of a REST API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html
 */
export function getAuthorizer(apis: RestApis): Operation<GetAuthorizerRequest, Authorizer> {
  return {
    members: ofAuthorizer,
    permissions: ({ restApiId, authorizerId }) =>
      apis.permission('GET', `/restapis/${restApiId}/authorizers/${authorizerId}`),
    handle({ restApiId, authorizerId }) {
      return authorizerIn(apis, restApiId, authorizerId);
    },
  };
}
