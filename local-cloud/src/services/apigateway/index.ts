import type { Cloud, Service } from '../../core/service.ts';
import type { Dispatcher, HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import type { SignerOf } from '../../gateway/signer.ts';
import { Authorizers } from './authorizer.ts';
import { restApiOperations } from './operations.ts';
import { refusal } from './refusal.ts';
import { handleRequest } from './request.ts';
import { RestApis } from './rest-apis.ts';

/** API Gateway's REST APIs: resources with methods, by integrations with functions and services. */
export function createApiGateway(cloud: Cloud & Dispatcher, signerOf: SignerOf) {
  const apis = new RestApis(cloud);
  const serving = { authorizers: new Authorizers(cloud), signerOf, cloud };
  return {
    sdkId: 'API Gateway',
    operations: restApiOperations(apis),
    refusal,
    state: apis,
    /**
     * Serves a request to an API, if it is one of these.
     *
     * @param request its path begins after the id of the API
     * @param signed the request as it was received
     */
    handleRestApiRequest(
      apiId: string,
      request: HttpRequest,
      signed: HttpRequest,
    ): Promise<HttpResponse> | undefined {
      const api = apis.find(apiId);
      return api && handleRequest(serving, api, request, signed);
    },
  } satisfies Service & { handleRestApiRequest: unknown };
}
