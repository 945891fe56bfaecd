import type {
  CreateRestApiRequest,
  EndpointConfiguration,
  RestApi as RestApiDescription,
} from '@aws-sdk/client-api-gateway';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { tagMap } from '../members.ts';
import { policyOf } from '../policy.ts';
import { RestApi } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Creates a REST API, with its root resource. Where its endpoint is (`EDGE`, `REGIONAL`) changes nothing
 * here; private APIs, API keys by authorizers and APIs without the default endpoint are refused by name.
 * Errors: BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html
 */
export function createRestApi(apis: RestApis): Operation<CreateRestApiRequest, RestApiDescription> {
  return {
    members: {
      name: { required: true, length: [1] },
      description: { length: [1], says: { length: 'Description cannot be an empty string' } },
      version: {},
      binaryMediaTypes: {},
      apiKeySource: { enum: ['HEADER', 'AUTHORIZER'] },
      endpointConfiguration: {
        members: {
          types: { items: { enum: ['PRIVATE', 'EDGE', 'REGIONAL'] } },
          ipAddressType: { enum: ['ipv4', 'dualstack'] },
        },
      },
      policy: {},
      tags: tagMap,
      disableExecuteApiEndpoint: {},
    },
    permissions: () => apis.permission('POST', '/restapis'),
    handle(input) {
      refuseUnserved(input);
      const endpointConfiguration = endpointOf(input.endpointConfiguration);
      const { name, description, version, binaryMediaTypes = [], tags } = input;
      const rootResourceId = apis.newId(10);
      const id = apis.newId(10);
      const policy = policyOf(apis.cloud, id, input.policy);
      const api = new RestApi({
        id,
        name,
        createdDate: new Date(apis.cloud.clock.now()),
        apiKeySource: 'HEADER',
        endpointConfiguration,
        disableExecuteApiEndpoint: false,
        rootResourceId,
        ...(description !== undefined && { description }),
        ...(version !== undefined && { version }),
        ...(policy !== undefined && { policy }),
        ...(binaryMediaTypes.length > 0 && { binaryMediaTypes }),
        ...(tags !== undefined && { tags }),
      });
      const root = { id: rootResourceId, parentId: undefined, pathPart: '', path: '/' };
      api.resources.set(rootResourceId, { ...root, methods: new Map() });
      apis.add(api);
      return api.description;
    },
  };
}

function refuseUnserved({ apiKeySource, disableExecuteApiEndpoint }: CreateRestApiRequest): void {
  if (apiKeySource === 'AUTHORIZER') throw notSupported('API Gateway', 'API keys by authorizers');
  if (disableExecuteApiEndpoint) {
    throw notSupported('API Gateway', 'APIs without the execute-api endpoint');
  }
}

function endpointOf(given: EndpointConfiguration = {}): EndpointConfiguration {
  const { types = ['EDGE'], ipAddressType = 'ipv4' } = given;
  if (types.length === 0) {
    throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  }
  if (types.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.');
  if (types[0] === 'PRIVATE') throw notSupported('API Gateway', 'PRIVATE endpoints');
  return { types, ipAddressType };
}
