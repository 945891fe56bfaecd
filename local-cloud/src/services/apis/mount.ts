import { EXECUTE_API } from '../../core/local-address.ts';
import type { HttpRequest, HttpResponse, Mount } from '../../gateway/dispatcher.ts';

/**
 * Serves a request to an API; undefined: it has none of that id.
 *
 * @param request its path begins after the id of the API
 * @param received the whole request, as it is signed
 */
export type ServeApi = (
  apiId: string,
  request: HttpRequest,
  received: HttpRequest,
) => Promise<HttpResponse> | undefined;

/**
 * What the gateway mounts of API Gateway: REST APIs and HTTP APIs, whose ids are of one kind. A request
 * waits for its function, which holds the clock itself.
 *
 * @param otherwise answers for ids that are of no REST API
 */
export function apiMount(
  serveRest: ServeApi,
  otherwise: (...request: Parameters<ServeApi>) => Promise<HttpResponse>,
): Mount {
  return {
    prefix: EXECUTE_API,
    handle(received) {
      const [, apiId = '', path = ''] =
        /^([^/]*)(.*)$/s.exec(received.path.slice(EXECUTE_API.length)) ?? [];
      const request = { ...received, path: path || '/' };
      return serveRest(apiId, request, received) ?? otherwise(apiId, request, received);
    },
  };
}
