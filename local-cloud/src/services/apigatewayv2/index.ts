import type { Cloud, Service } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import type { Dispatcher, HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import { createApi } from './actions/createApi.ts';
import { createIntegration } from './actions/createIntegration.ts';
import { createRoute } from './actions/createRoute.ts';
import { createStage } from './actions/createStage.ts';
import { deleteApi } from './actions/deleteApi.ts';
import { deleteCorsConfiguration } from './actions/deleteCorsConfiguration.ts';
import { deleteIntegration } from './actions/deleteIntegration.ts';
import { deleteRoute } from './actions/deleteRoute.ts';
import { deleteStage } from './actions/deleteStage.ts';
import { getApi } from './actions/getApi.ts';
import { getApis } from './actions/getApis.ts';
import { getIntegration } from './actions/getIntegration.ts';
import { getIntegrations } from './actions/getIntegrations.ts';
import { getRoute } from './actions/getRoute.ts';
import { getRoutes } from './actions/getRoutes.ts';
import { getStage } from './actions/getStage.ts';
import { getStages } from './actions/getStages.ts';
import { updateApi } from './actions/updateApi.ts';
import { updateRoute } from './actions/updateRoute.ts';
import { Apis } from './apis.ts';
import { handleRequest } from './request.ts';

/** API Gateway's HTTP APIs: routes to Lambda functions, and to operations of other services. */
export function createApiGatewayV2(cloud: Cloud & Dispatcher) {
  const apis = new Apis(cloud);
  const handleHttpApiRequest = (apiId: string, request: HttpRequest): Promise<HttpResponse> =>
    handleRequest(apis, cloud, apiId, request);
  return {
    sdkId: 'ApiGatewayV2',
    operations: {
      CreateApi: createApi(apis),
      CreateIntegration: createIntegration(apis),
      CreateRoute: createRoute(apis),
      CreateStage: createStage(apis),
      DeleteApi: deleteApi(apis),
      DeleteCorsConfiguration: deleteCorsConfiguration(apis),
      DeleteIntegration: deleteIntegration(apis),
      DeleteRoute: deleteRoute(apis),
      DeleteStage: deleteStage(apis),
      GetApi: getApi(apis),
      GetApis: getApis(apis),
      GetIntegration: getIntegration(apis),
      GetIntegrations: getIntegrations(apis),
      GetRoute: getRoute(apis),
      GetRoutes: getRoutes(apis),
      GetStage: getStage(apis),
      GetStages: getStages(apis),
      UpdateApi: updateApi(apis),
      UpdateRoute: updateRoute(apis),
    },
    refusal: validationErrors('BadRequestException'),
    state: apis,
    has: (apiId: string) => apis.find(apiId) !== undefined,
    /** Serves a request to an API; its path begins after the id of the API. */
    handleHttpApiRequest,
  } satisfies Service & { has: unknown; handleHttpApiRequest: unknown };
}
