import type { Cors } from '@aws-sdk/client-lambda';
import { withCors } from '../../gateway/cors.ts';
import type { HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';

/**
 * The response with what the URL's settings say of other origins: they go before what the function
 * says of it.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
 */
export function withUrlCors(
  cors: Cors,
  request: HttpRequest,
  response: HttpResponse,
): HttpResponse {
  const { origin } = request.headers;
  const { AllowOrigins = [] } = cors;
  const isAllowed =
    origin !== undefined && (AllowOrigins.includes('*') || AllowOrigins.includes(origin));
  if (!isAllowed) return withCors(cors, request, response, undefined);
  const answer = withCors(cors, request, response, origin);
  return { ...answer, headers: { ...answer.headers, vary: 'Origin' } };
}
