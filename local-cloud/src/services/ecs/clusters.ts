import type { ClusterSetting, Cluster as ClusterShown, Tag } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { clusterNotFound } from './errors.ts';

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  readonly settings: readonly ClusterSetting[];
  readonly tags: readonly Tag[];
}

const SAVED = z.array(
  shape<Cluster>({
    name: z.string(),
    arn: z.string(),
    settings: z.array(given<ClusterSetting>()),
    tags: z.array(given<Tag>()),
  }),
);

/** What a call without a cluster is meant for: one that has to be made like any other. */
const DEFAULT = 'default';

/** The clusters, by name. Here they are a name that tasks are found by. */
export class Clusters implements State {
  readonly cloud: Cloud;
  readonly #clusters = new Map<string, Cluster>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const cluster of fromJson(json, SAVED)) this.#clusters.set(cluster.name, cluster);
  }

  /** Of a name or an ARN. */
  arn(cluster: string = DEFAULT): string {
    if (cluster.startsWith('arn:')) return cluster;
    return `arn:aws:ecs:${this.cloud.region}:${this.cloud.accountId}:cluster/${cluster}`;
  }

  permission(operation: string, cluster: string | undefined): Permission {
    return { action: `ecs:${operation}`, resource: this.arn(cluster) };
  }

  /** One of that name that is there already is given as it is (documented). */
  create(
    name: string = DEFAULT,
    settings: readonly ClusterSetting[],
    tags: readonly Tag[],
  ): Cluster {
    const known = this.#clusters.get(name);
    if (known !== undefined) return known;
    const cluster = { name, arn: this.arn(name), settings, tags };
    this.#clusters.set(name, cluster);
    return cluster;
  }

  find(cluster?: string): Cluster | undefined {
    const arn = this.arn(cluster);
    return this.all().find((known) => known.arn === arn);
  }

  /** @throws ClusterNotFoundException */
  get(cluster?: string): Cluster {
    const found = this.find(cluster);
    if (found === undefined) throw clusterNotFound();
    return found;
  }

  delete({ name }: Cluster): void {
    this.#clusters.delete(name);
  }

  all(): Cluster[] {
    return [...this.#clusters.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** A cluster as the API shows it; `include` names what it shows only when asked. */
export function clusterOf(
  { name, arn, settings, tags }: Cluster,
  tasks: { readonly running: number; readonly pending: number },
  include: readonly string[] = [],
  status = 'ACTIVE',
): ClusterShown {
  return {
    clusterArn: arn,
    clusterName: name,
    status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.running,
    pendingTasksCount: tasks.pending,
    activeServicesCount: 0,
    statistics: [],
    tags: include.includes('TAGS') ? [...tags] : [],
    settings: include.includes('SETTINGS') ? [...settings] : [],
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
  };
}
