import type {
  GetRestApisRequest,
  RestApis as RestApisDescription,
} from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { paged, pageOf } from '../pages.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * The REST APIs, by pages.
 * Errors: BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html
 */
export function getRestApis(apis: RestApis): Operation<GetRestApisRequest, RestApisDescription> {
  return {
    members: paged,
    permissions: () => apis.permission('GET', '/restapis'),
    handle(page) {
      const all = apis.all().map(({ description }) => description);
      return pageOf(all, page);
    },
  };
}
