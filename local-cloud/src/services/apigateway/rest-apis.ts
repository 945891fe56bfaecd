import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import { notFound } from '../apis/errors.ts';
import { managementPermission, newId } from '../apis/management.ts';
import { RestApi, SAVED_REST_API } from './rest-api.ts';

const SAVED = z.strictObject({
  cloudwatchRoleArn: z.string().optional(),
  apis: z.array(SAVED_REST_API),
});

/** The REST APIs of the account. */
export class RestApis implements State {
  readonly cloud: Cloud;
  /** The role that the account's API Gateway writes logs with. */
  cloudwatchRoleArn: string | undefined;
  readonly #apis = new Map<string, RestApi>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  save(): Json {
    const { cloudwatchRoleArn } = this;
    return toJson({ cloudwatchRoleArn, apis: this.all().map((api) => api.save()) });
  }

  load(json: Json): void {
    const { cloudwatchRoleArn, apis } = fromJson(json, SAVED);
    this.cloudwatchRoleArn = cloudwatchRoleArn;
    for (const saved of apis) this.add(RestApi.load(this.cloud, saved));
  }

  add(api: RestApi): void {
    this.#apis.set(api.id, api);
  }

  delete(api: RestApi): void {
    this.#apis.delete(api.id);
  }

  all(): RestApi[] {
    return [...this.#apis.values()];
  }

  find(id: string): RestApi | undefined {
    return this.#apis.get(id);
  }

  /** Throws NotFoundException. */
  get(id: string | undefined): RestApi {
    const api = this.#apis.get(id ?? '');
    if (api !== undefined) return api;
    throw notFound(`Invalid API identifier specified ${this.cloud.accountId}:${id}`);
  }

  /** Letters and digits, as AWS's ids of APIs (10) and of their parts (6). */
  newId(length: 6 | 10): string {
    return newId(this.cloud, length);
  }

  /** What a call of the management API has to be permitted. */
  permission(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string): Permission[] {
    return managementPermission(this.cloud, method, path);
  }
}
