import type {
  Authorizer,
  Deployment,
  Method,
  RestApi as RestApiDescription,
  Stage,
} from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import type { Cloud } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import { AccessLog, SAVED_ACCESS_LOG } from '../apis/access-log.ts';
import { notFound } from '../apis/errors.ts';
import { SAVED_THROTTLE, Throttle } from '../apis/throttle.ts';

/** A path of an API, and what its methods do: these wait for a deployment. */
export interface RestResource {
  readonly id: string;
  /** Undefined: the root. */
  readonly parentId: string | undefined;
  /** Empty: the root. */
  readonly pathPart: string;
  readonly path: string;
  /** By `GET`, ..., `ANY`. What is set of a method is another method in its place. */
  readonly methods: Map<string, RestMethod>;
}

export type RestMethod = Method & { readonly httpMethod: string };

/** A method as a deployment found it. */
export interface DeployedMethod {
  readonly resourceId: string;
  readonly path: string;
  readonly method: RestMethod;
}

/** The API as it stood once: stages serve it, whatever is changed afterwards. */
export interface RestDeployment {
  readonly description: Deployment & { readonly id: string };
  readonly methods: readonly DeployedMethod[];
  readonly authorizers: readonly RestAuthorizer[];
  readonly binaryMediaTypes: readonly string[];
  /** Who may call it. Undefined: everybody, as far as its methods say nothing else. */
  readonly policy: string | undefined;
}

export type RestAuthorizer = Authorizer & { readonly id: string };

/** What a stage limits: all methods (`*\/*`), or one (`/orders/{id}/GET`). */
export interface StageLimit {
  readonly key: string;
  readonly throttle: Throttle;
}

export interface RestStage {
  readonly description: Stage & { readonly stageName: string; readonly deploymentId: string };
  readonly limits: readonly StageLimit[];
  readonly accessLog: AccessLog | undefined;
}

export const SAVED_REST_API = z.strictObject({
  description: given<RestApi['description']>(),
  resources: z.array(
    shape<RestResource>({
      id: z.string(),
      parentId: z.string().optional(),
      pathPart: z.string(),
      path: z.string(),
      methods: z.map(z.string(), given<RestMethod>()),
    }),
  ),
  authorizers: z.array(given<RestAuthorizer>()),
  deployments: z.array(
    shape<RestDeployment>({
      description: given<RestDeployment['description']>(),
      methods: z.array(
        shape<DeployedMethod>({
          resourceId: z.string(),
          path: z.string(),
          method: given<RestMethod>(),
        }),
      ),
      authorizers: z.array(given<RestAuthorizer>()),
      binaryMediaTypes: z.array(z.string()),
      policy: z.string().optional(),
    }),
  ),
  stages: z.array(
    z.strictObject({
      description: given<RestStage['description']>(),
      limits: z.array(z.strictObject({ key: z.string(), throttle: SAVED_THROTTLE })),
      accessLog: SAVED_ACCESS_LOG.optional(),
    }),
  ),
});
type SavedRestApi = z.infer<typeof SAVED_REST_API>;

/** A REST API. */
export class RestApi {
  description: RestApiDescription & { readonly id: string; readonly rootResourceId: string };
  readonly resources = new Map<string, RestResource>();
  readonly authorizers = new Map<string, RestAuthorizer>();
  readonly deployments = new Map<string, RestDeployment>();
  readonly stages = new Map<string, RestStage>();

  constructor(description: RestApi['description']) {
    this.description = description;
  }

  static load(cloud: Cloud, saved: SavedRestApi): RestApi {
    const api = new RestApi(saved.description);
    for (const resource of saved.resources) api.resources.set(resource.id, resource);
    for (const authorizer of saved.authorizers) api.authorizers.set(authorizer.id, authorizer);
    for (const deployment of saved.deployments) {
      api.deployments.set(deployment.description.id, deployment);
    }
    for (const { description, limits, accessLog } of saved.stages) {
      api.stages.set(description.stageName, {
        description,
        limits: limits.map(({ key, throttle }) => ({
          key,
          throttle: Throttle.load(cloud.clock, throttle),
        })),
        accessLog: accessLog && AccessLog.load(cloud, accessLog),
      });
    }
    return api;
  }

  save(): SavedRestApi {
    return {
      description: this.description,
      resources: [...this.resources.values()],
      authorizers: [...this.authorizers.values()],
      deployments: [...this.deployments.values()],
      stages: [...this.stages.values()].map(({ description, limits, accessLog }) => ({
        description,
        limits: limits.map(({ key, throttle }) => ({ key, throttle: throttle.save() })),
        accessLog: accessLog?.save(),
      })),
    };
  }

  get id(): string {
    return this.description.id;
  }

  /** Throws NotFoundException. */
  resource(id: string | undefined): RestResource {
    return found(this.resources.get(id ?? ''), 'Resource identifier');
  }

  /** Throws NotFoundException. */
  stage(name: string | undefined): RestStage {
    return found(this.stages.get(name ?? ''), 'stage identifier');
  }

  /** What a deployment that is made now serves. */
  deployable(): Omit<RestDeployment, 'description'> {
    const methods = [...this.resources.values()].flatMap(({ id: resourceId, path, methods: all }) =>
      [...all.values()].map((method) => ({ resourceId, path, method })),
    );
    return {
      methods,
      authorizers: [...this.authorizers.values()],
      binaryMediaTypes: this.description.binaryMediaTypes ?? [],
      policy: this.description.policy,
    };
  }
}

function found<Item>(item: Item | undefined, kind: string): Item {
  if (item !== undefined) return item;
  throw notFound(`Invalid ${kind} specified`);
}
