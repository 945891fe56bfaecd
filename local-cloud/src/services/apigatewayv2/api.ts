import type { Api, Integration, Route, Stage } from '@aws-sdk/client-apigatewayv2';
import type { AccessLog } from './access-log.ts';
import { conflict, notFound } from './errors.ts';
import type { RouteKey } from './route-key.ts';
import type { Throttle } from './throttle.ts';

/** A route, and what its key means. */
export interface HttpRoute {
  readonly description: Route & { readonly RouteId: string; readonly RouteKey: string };
  readonly key: RouteKey;
  readonly integrationId: string;
}

/** An integration with a Lambda function. */
export interface LambdaIntegration {
  readonly description: Integration & { readonly IntegrationId: string };
  readonly functionArn: string;
  readonly timeoutMs: number;
}

export interface HttpStage {
  readonly description: Stage & { readonly StageName: string };
  readonly throttle: Throttle | undefined;
  readonly accessLog: AccessLog | undefined;
}

/** An HTTP API. */
export class HttpApi {
  readonly description: Api & { readonly ApiId: string };
  readonly routes = new Map<string, HttpRoute>();
  readonly integrations = new Map<string, LambdaIntegration>();
  readonly stages = new Map<string, HttpStage>();

  constructor(description: HttpApi['description']) {
    this.description = description;
  }

  get id(): string {
    return this.description.ApiId;
  }

  addRoute(route: HttpRoute): void {
    const { RouteId, RouteKey } = route.description;
    for (const { description } of this.routes.values()) {
      if (description.RouteKey !== RouteKey) continue;
      throw conflict(`Route with key ${RouteKey} already exists for this API`);
    }
    this.routes.set(RouteId, route);
  }

  route(id: string | undefined): HttpRoute {
    return found(this.routes.get(id ?? ''), 'Route', id);
  }

  integration(id: string | undefined): LambdaIntegration {
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
