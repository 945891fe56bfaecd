import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { lastOf, listsOf, orNull } from '../apis/received.ts';
import { isBinary } from './content.ts';
import { type Caller, contextOf, type RoutedRequest } from './routed.ts';

/**
 * The event that a function gets of a request, of payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(cloud: Cloud, routed: RoutedRequest, caller: Caller): JsonObject {
  return { ...requestEvent(cloud, routed, caller), ...bodyOf(routed) };
}

/** What of it an authorizer of the type REQUEST gets, too. */
export function requestEvent(cloud: Cloud, routed: RoutedRequest, caller: Caller): JsonObject {
  const { request, path, deployed, headers, query, pathParameters } = routed;
  return {
    resource: deployed!.path,
    path,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: listsOf(headers),
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(listsOf(query)),
    pathParameters: orNull({ ...pathParameters }),
    stageVariables: orNull({ ...routed.stage.description.variables }),
    requestContext: contextOf(cloud, routed, caller),
  };
}

function bodyOf({ request, deployment }: RoutedRequest): JsonObject {
  const { body, headers } = request;
  if (body.length === 0) return { body: null, isBase64Encoded: false };
  const isBase64Encoded = isBinary(headers['content-type'], deployment.binaryMediaTypes);
  return { body: Buffer.from(body).toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}
