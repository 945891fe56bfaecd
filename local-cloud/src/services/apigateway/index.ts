import { lateOperations } from '../../core/late-operations.ts';
import type { Cloud, Service } from '../../core/service.ts';
import type { Dispatcher, HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import type { SignerOf } from '../../gateway/signer.ts';
import type { restApiOperations } from './operations.ts';
import { refusal } from './refusal.ts';
import type { ServeRestApi } from './request.ts';
import { RestApis } from './rest-apis.ts';

const OPERATIONS = [
  'CreateAuthorizer',
  'CreateDeployment',
  'CreateResource',
  'CreateRestApi',
  'CreateStage',
  'DeleteAuthorizer',
  'DeleteDeployment',
  'DeleteIntegration',
  'DeleteIntegrationResponse',
  'DeleteMethod',
  'DeleteMethodResponse',
  'DeleteResource',
  'DeleteRestApi',
  'DeleteStage',
  'GetAccount',
  'GetAuthorizer',
  'GetAuthorizers',
  'GetDeployment',
  'GetDeployments',
  'GetIntegration',
  'GetIntegrationResponse',
  'GetMethod',
  'GetMethodResponse',
  'GetResource',
  'GetResources',
  'GetRestApi',
  'GetRestApis',
  'GetStage',
  'GetStages',
  'ImportRestApi',
  'PutIntegration',
  'PutIntegrationResponse',
  'PutMethod',
  'PutMethodResponse',
  'PutRestApi',
  'UpdateAccount',
  'UpdateRestApi',
  'UpdateStage',
] as const;

/** API Gateway's REST APIs: resources with methods, by integrations with functions and services. */
export function createApiGateway(cloud: Cloud & Dispatcher, signerOf: SignerOf) {
  const apis = new RestApis(cloud);
  let serving: Promise<ServeRestApi> | undefined;
  return {
    sdkId: 'API Gateway',
    operations: lateOperations<ReturnType<typeof restApiOperations>>(OPERATIONS, async () =>
      (await import('./operations.ts')).restApiOperations(apis),
    ),
    refusal,
    state: apis,
    has: (apiId: string) => apis.find(apiId) !== undefined,
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
      // Loaded with the first request: most clouds have no REST API.
      serving ??=
        api && import('./request.ts').then(({ serveRestApis }) => serveRestApis(cloud, signerOf));
      return api && serving!.then((serve) => serve(api, request, signed));
    },
  } satisfies Service & { has: unknown; handleRestApiRequest: unknown };
}
