import type { Api, Integration, Route, Stage } from '@aws-sdk/client-apigatewayv2';
import * as z from 'zod';
import type { Cloud } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import { AccessLog, SAVED_ACCESS_LOG } from '../apis/access-log.ts';
import { conflict, notFound } from '../apis/errors.ts';
import { parseRouteKey, type RouteKey } from '../apis/route-key.ts';
import { SAVED_THROTTLE, Throttle } from '../apis/throttle.ts';

/** A route, and what its key means. */
export interface HttpRoute {
  readonly description: Route & { readonly RouteId: string; readonly RouteKey: string };
  readonly key: RouteKey;
  readonly integrationId: string;
}

/** An integration with a Lambda function, or with an operation of another service. */
export interface HttpIntegration {
  readonly description: Integration & { readonly IntegrationId: string };
  /** Undefined: it calls the operation that its `IntegrationSubtype` names. */
  readonly functionArn: string | undefined;
  readonly timeoutMs: number;
}

export interface HttpStage {
  readonly description: Stage & { readonly StageName: string };
  readonly throttle: Throttle | undefined;
  readonly accessLog: AccessLog | undefined;
}

export const SAVED_API = z.strictObject({
  description: given<HttpApi['description']>(),
  /** What the key of a route means follows from the key. */
  routes: z.array(
    shape<Omit<HttpRoute, 'key'>>({
      description: given<HttpRoute['description']>(),
      integrationId: z.string(),
    }),
  ),
  integrations: z.array(
    shape<HttpIntegration>({
      description: given<HttpIntegration['description']>(),
      functionArn: z.string().optional(),
      timeoutMs: z.number(),
    }),
  ),
  stages: z.array(
    z.strictObject({
      description: given<HttpStage['description']>(),
      throttle: SAVED_THROTTLE.optional(),
      accessLog: SAVED_ACCESS_LOG.optional(),
    }),
  ),
});
type SavedApi = z.infer<typeof SAVED_API>;

/** An HTTP API. */
export class HttpApi {
  description: Api & { readonly ApiId: string };
  readonly routes = new Map<string, HttpRoute>();
  readonly integrations = new Map<string, HttpIntegration>();
  readonly stages = new Map<string, HttpStage>();

  constructor(description: HttpApi['description']) {
    this.description = description;
  }

  static load(cloud: Cloud, saved: SavedApi): HttpApi {
    const api = new HttpApi(saved.description);
    for (const integration of saved.integrations) {
      api.integrations.set(integration.description.IntegrationId, integration);
    }
    for (const route of saved.routes) {
      api.setRoute({ ...route, key: parseRouteKey(route.description.RouteKey) });
    }
    for (const { description, throttle, accessLog } of saved.stages) {
      api.stages.set(description.StageName, {
        description,
        throttle: throttle && Throttle.load(cloud.clock, throttle),
        accessLog: accessLog && AccessLog.load(cloud, accessLog),
      });
    }
    return api;
  }

  save(): SavedApi {
    return {
      description: this.description,
      routes: [...this.routes.values()].map(({ key: _, ...route }) => route),
      integrations: [...this.integrations.values()],
      stages: [...this.stages.values()].map(({ description, throttle, accessLog }) => ({
        description,
        throttle: throttle?.save(),
        accessLog: accessLog?.save(),
      })),
    };
  }

  get id(): string {
    return this.description.ApiId;
  }

  /** Adds a route, or puts it in its own place. Throws ConflictException where another one has its key. */
  setRoute(route: HttpRoute): void {
    const { RouteId, RouteKey } = route.description;
    for (const { description } of this.routes.values()) {
      if (description.RouteKey !== RouteKey || description.RouteId === RouteId) continue;
      throw conflict(`Route with key ${RouteKey} already exists for this API`);
    }
    this.routes.set(RouteId, route);
  }

  route(id: string | undefined): HttpRoute {
    return found(this.routes.get(id ?? ''), 'Route', id);
  }

  integration(id: string | undefined): HttpIntegration {
    return found(this.integrations.get(id ?? ''), 'Integration', id);
  }

  stage(name: string | undefined): HttpStage {
    return found(this.stages.get(name ?? ''), 'Stage', name);
  }
}

function found<Item>(item: Item | undefined, kind: string, id: string | undefined): Item {
  if (item !== undefined) return item;
  throw notFound(`Invalid ${kind} identifier specified ${id}`);
}
