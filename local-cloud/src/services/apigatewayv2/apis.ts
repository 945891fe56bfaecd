import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import { notFound } from '../apis/errors.ts';
import { managementPermission, newId } from '../apis/management.ts';
import { HttpApi, SAVED_API } from './api.ts';

const SAVED = z.array(SAVED_API);

/** The HTTP APIs of the account. */
export class Apis implements State {
  readonly cloud: Cloud;
  readonly #apis = new Map<string, HttpApi>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  save(): Json {
    return toJson(this.all().map((api) => api.save()));
  }

  load(json: Json): void {
    for (const saved of fromJson(json, SAVED)) this.add(HttpApi.load(this.cloud, saved));
  }

  add(api: HttpApi): void {
    this.#apis.set(api.id, api);
  }

  delete(api: HttpApi): void {
    this.#apis.delete(api.id);
  }

  all(): HttpApi[] {
    return [...this.#apis.values()];
  }

  find(id: string): HttpApi | undefined {
    return this.#apis.get(id);
  }

  /** Throws NotFoundException. */
  get(id: string | undefined): HttpApi {
    const api = this.#apis.get(id ?? '');
    if (api !== undefined) return api;
    throw notFound(`Invalid API identifier specified ${this.cloud.accountId}:${id}`);
  }

  /** Letters and digits, as AWS's ids of APIs (10) and of their parts (7). */
  newId(length: 7 | 10): string {
    return newId(this.cloud, length);
  }

  /** What a call of the management API has to be permitted. */
  permission(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string): Permission[] {
    return managementPermission(this.cloud, method, path);
  }
}
