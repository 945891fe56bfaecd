import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { lastOf, listsOf, orNull, received } from '../apis/received.ts';
import { bodyOf, logTime, type RoutedRequest } from '../http-event.ts';

/**
 * The event of payload format 1.0, which looks like that of a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function olderEventOf(cloud: Cloud, routed: RoutedRequest): JsonObject {
  const { request, rawPath, routeKey, pathParameters, stageVariables = {} } = routed;
  const { headers, query } = received(cloud, request);
  return {
    version: '1.0',
    resource: resourceOf(routeKey),
    path: rawPath,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: listsOf(headers),
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(listsOf(query)),
    requestContext: requestContext(routed),
    pathParameters: orNull({ ...pathParameters }),
    stageVariables: orNull({ ...stageVariables }),
    body: null,
    ...bodyOf(request),
  };
}

/** `/orders/{id}` of `POST /orders/{id}`. */
function resourceOf(routeKey: string): string {
  return routeKey.replace(/^[A-Z]+ /, '');
}

function requestContext(routed: RoutedRequest): JsonObject {
  const { request, accountId, apiId, domainName, requestId, receivedAt } = routed;
  return {
    accountId,
    apiId,
    domainName,
    domainPrefix: apiId,
    extendedRequestId: requestId,
    httpMethod: request.method,
    identity: {
      ...{ accessKey: null, accountId: null, caller: null, cognitoAmr: null },
      ...{ cognitoAuthenticationProvider: null, cognitoAuthenticationType: null },
      ...{ cognitoIdentityId: null, cognitoIdentityPoolId: null, principalOrgId: null },
      ...{ sourceIp: request.remoteAddress, user: null },
      ...{ userAgent: request.headers['user-agent'] ?? null, userArn: null },
    },
    path: routed.rawPath,
    protocol: request.protocol,
    requestId,
    requestTime: logTime(receivedAt),
    requestTimeEpoch: Math.trunc(receivedAt),
    resourceId: routed.routeKey,
    resourcePath: resourceOf(routed.routeKey),
    stage: routed.stage,
  };
}
