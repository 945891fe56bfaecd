import type { Authorizers, GetAuthorizersRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofApi } from '../members.ts';
import { paged, pageOf } from '../pages.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * The authorizers of a REST API, by pages.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html
 */
export function getAuthorizers(apis: RestApis): Operation<GetAuthorizersRequest, Authorizers> {
  return {
    members: { ...ofApi, ...paged },
    permissions: ({ restApiId }) => apis.permission('GET', `/restapis/${restApiId}/authorizers`),
    handle({ restApiId, ...page }) {
      return pageOf([...apis.get(restApiId).authorizers.values()], page);
    },
  };
}
