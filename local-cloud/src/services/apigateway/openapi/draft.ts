import type { Cloud } from '../../../core/service.ts';
import { RestApi, type RestResource } from '../rest-api.ts';
import { RestApis } from '../rest-apis.ts';

/** An API to be changed, alone among APIs of its own: nobody sees it before it is whole. */
export interface Draft {
  readonly apis: RestApis;
  readonly api: RestApi;
}

/**
 * A draft of an API, without what stages serve.
 *
 * @param isEmpty whether it begins anew, with its root alone
 */
export function draftOf(cloud: Cloud, from: RestApi, isEmpty: boolean): Draft {
  const api = new RestApi(from.description);
  for (const resource of from.resources.values()) {
    if (isEmpty && resource.parentId !== undefined) continue;
    const methods: RestResource['methods'] = new Map(isEmpty ? [] : resource.methods);
    api.resources.set(resource.id, { ...resource, methods });
  }
  if (!isEmpty) replace(api.authorizers, from.authorizers);
  const apis = new RestApis(cloud);
  apis.add(api);
  return { apis, api };
}

/** Gives an API what its draft has. */
export function adopt(api: RestApi, draft: RestApi): void {
  api.description = draft.description;
  replace(api.resources, draft.resources);
  replace(api.authorizers, draft.authorizers);
}

function replace<Item>(map: Map<string, Item>, by: ReadonlyMap<string, Item>): void {
  map.clear();
  for (const [id, item] of by) map.set(id, item);
}
