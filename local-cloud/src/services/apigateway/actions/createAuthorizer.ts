import type { Authorizer, CreateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { badRequest, limitExceeded } from '../../apis/errors.ts';
import { passRole } from '../../apis/role.ts';
import { checkJavaPattern } from '../java-pattern.ts';
import { ofApi } from '../members.ts';
import type { RestApis } from '../rest-apis.ts';

const INVOCATION =
  /^arn:aws[\w-]*:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/arn:.+\/invocations$/s;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MOST_AUTHORIZERS = 10;

/** Where the token of a request is, and what of a request else can tell who makes it. */
const TOKEN_SOURCE = /^method\.request\.header\.[^\s,]+$/;
const REQUEST_SOURCE =
  /^(?:method\.request\.(?:header|querystring)\.[^\s,]+|context\.[\w.]+|stageVariables\.\w+)$/;

/**
 * Adds a function that says who may call: by a token (`TOKEN`), or by what it wants of the request
 * (`REQUEST`). Those of Cognito are refused by name.
 * Errors: NotFoundException, BadRequestException, LimitExceededException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
 */
export function createAuthorizer(apis: RestApis): Operation<CreateAuthorizerRequest, Authorizer> {
  return {
    members: {
      ...ofApi,
      name: { required: true, length: [1] },
      type: { required: true, enum: ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'] },
      authType: {},
      authorizerUri: {},
      authorizerCredentials: {},
      identitySource: {},
      identityValidationExpression: {},
      authorizerResultTtlInSeconds: { range: [0, 3600] },
    },
    permissions: ({ restApiId, authorizerCredentials }) => [
      ...apis.permission('POST', `/restapis/${restApiId}/authorizers`),
      ...passRole(authorizerCredentials),
    ],
    handle({ restApiId, authType = 'custom', ...input }) {
      if (input.type === 'COGNITO_USER_POOLS') {
        throw notSupported('API Gateway', 'COGNITO_USER_POOLS authorizers');
      }
      checkUri(input.authorizerUri ?? '');
      checkIdentity(input);
      const { authorizers } = apis.get(restApiId);
      if (authorizers.size >= MOST_AUTHORIZERS) throw limitExceeded('Authorizers');
      if ([...authorizers.values()].some(({ name }) => name === input.name)) {
        throw badRequest(
          `Authorizer name must be unique. Authorizer ${input.name} already exists in this RestApi.`,
        );
      }
      const authorizer = { ...input, id: apis.newId(6), authType };
      authorizers.set(authorizer.id, authorizer);
      return authorizer;
    },
  };
}

function checkUri(uri: string): void {
  if (INVOCATION.test(uri)) return;
  throw badRequest(
    `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
  );
}

type Asked = Omit<CreateAuthorizerRequest, 'restApiId'>;

function checkIdentity({
  type,
  identitySource = '',
  identityValidationExpression: expression = '',
  authorizerResultTtlInSeconds: ttl = 300,
}: Asked): void {
  const known = type === 'TOKEN' ? TOKEN_SOURCE : REQUEST_SOURCE;
  const sources = type === 'TOKEN' ? [identitySource] : identitySource.split(',');
  const isNone = identitySource === '' && type === 'REQUEST' && ttl === 0;
  const wrong = isNone ? undefined : sources.find((source) => !known.test(source.trim()));
  if (wrong !== undefined) {
    throw badRequest(`Invalid identity source expression specified: ${wrong}`);
  }
  checkJavaPattern(expression, 'identity validation expression');
}
