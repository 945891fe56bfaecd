import type { Method, PutMethodRequest } from '@aws-sdk/client-api-gateway';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { badRequest, conflict } from '../../apis/errors.ts';
import { checkRequestParameters } from '../mapping-expressions.ts';
import { ofMethod } from '../members.ts';
import { methodPath, resourceIn } from '../parts.ts';
import type { RestApi } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Adds a method to a resource, open to everybody (`NONE`), to who signs (`AWS_IAM`) or to whom an
 * authorizer lets in (`CUSTOM`). Without a validator, which is refused by name as models of requests
 * and API keys are, nobody asks whether a request has the parameters that it should.
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html
 */
export function putMethod(apis: RestApis): Operation<PutMethodRequest, Method> {
  return {
    members: {
      ...ofMethod,
      httpMethod: {
        required: true,
        enum: ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'],
        says: {
          enum: 'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
        },
      },
      authorizationType: {
        required: true,
        enum: ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'],
        says: {
          enum: 'Invalid authorization type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS',
        },
      },
      authorizerId: {},
      apiKeyRequired: {},
      operationName: {},
      requestParameters: {},
      requestModels: {},
      requestValidatorId: {},
      authorizationScopes: {},
    },
    permissions: (names) => apis.permission('PUT', methodPath(names)),
    handle(input) {
      const { httpMethod = '', authorizationType = 'NONE', operationName } = input;
      const { methods } = resourceIn(apis, input);
      refuseUnserved(input);
      if (methods.has(httpMethod)) throw conflict('Method already exists for this resource');
      const requestParameters = input.requestParameters ?? {};
      checkRequestParameters(requestParameters);
      const method = {
        httpMethod,
        authorizationType,
        ...authorizerOf(apis.get(input.restApiId), input),
        apiKeyRequired: false,
        ...(operationName !== undefined && { operationName }),
        ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
      };
      methods.set(httpMethod, method);
      return method;
    },
  };
}

function refuseUnserved(input: PutMethodRequest): void {
  const { requestModels = {}, requestValidatorId, authorizationScopes = [] } = input;
  if (input.authorizationType === 'COGNITO_USER_POOLS' || authorizationScopes.length > 0) {
    throw notSupported('API Gateway', 'COGNITO_USER_POOLS authorization');
  }
  if (input.apiKeyRequired) throw notSupported('API Gateway', 'API keys');
  if (Object.keys(requestModels).length > 0) throw notSupported('API Gateway', 'request models');
  if (requestValidatorId) throw notSupported('API Gateway', 'request validators');
}

/** The id of the authorizer that a method asks. */
function authorizerOf(
  { authorizers }: RestApi,
  { authorizationType, authorizerId }: PutMethodRequest,
): { authorizerId?: string } {
  if (authorizationType !== 'CUSTOM') return {};
  if (authorizerId && authorizers.has(authorizerId)) return { authorizerId };
  throw badRequest(
    'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
  );
}
