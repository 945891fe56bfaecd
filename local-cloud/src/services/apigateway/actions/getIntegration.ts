import type { GetIntegrationRequest, Integration } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofMethod } from '../members.ts';
import { integrationIn, methodPath } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * The integration of a method, with its responses.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html
 */
export function getIntegration(apis: RestApis): Operation<GetIntegrationRequest, Integration> {
  return {
    members: ofMethod,
    permissions: (names) => apis.permission('GET', `${methodPath(names)}/integration`),
    handle(names) {
      return integrationIn(apis, names);
    },
  };
}
