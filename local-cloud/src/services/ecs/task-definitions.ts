import type { ContainerDefinition, Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';

/** A revision of a family. */
export interface Definition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  /** As it was registered, for Fargate and with one container. */
  readonly settings: TaskDefinition;
  readonly tags: readonly Tag[];
  status: 'ACTIVE' | 'INACTIVE';
  /** Cloud time in milliseconds. */
  readonly registeredAt: number;
  readonly registeredBy: string;
  deregisteredAt: number | undefined;
}

const SAVED = z.array(
  shape<Definition>({
    arn: z.string(),
    family: z.string(),
    revision: z.number(),
    settings: given<TaskDefinition>(),
    tags: z.array(given<Tag>()),
    status: z.enum(['ACTIVE', 'INACTIVE']),
    registeredAt: z.number(),
    registeredBy: z.string(),
    deregisteredAt: z.number().optional(),
  }),
);

/** The task definitions, in the order in which they were registered. */
export class TaskDefinitions implements State {
  readonly cloud: Cloud;
  readonly #definitions: Definition[] = [];

  constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  save(): Json {
    return toJson(this.#definitions);
  }

  load(json: Json): void {
    this.#definitions.push(...fromJson(json, SAVED));
  }

  /** With the family's next revision. Numbers are not used again. */
  register(
    family: string,
    settings: TaskDefinition,
    tags: readonly Tag[],
    registeredBy: string,
  ): Definition {
    const revision = (this.ofFamily(family).at(-1)?.revision ?? 0) + 1;
    const definition: Definition = {
      arn: this.arn(`${family}:${revision}`),
      ...{ family, revision, settings, tags, registeredBy },
      status: 'ACTIVE',
      registeredAt: this.cloud.clock.now(),
      deregisteredAt: undefined,
    };
    this.#definitions.push(definition);
    return definition;
  }

  arn(name: string): string {
    if (name.startsWith('arn:')) return name;
    return `arn:aws:ecs:${this.cloud.region}:${this.cloud.accountId}:task-definition/${name}`;
  }

  /** By family (the latest that is active), family and revision, or ARN. */
  find(name: string): Definition | undefined {
    const arn = this.arn(name);
    const active = ({ status }: Definition) => status === 'ACTIVE';
    return (
      this.#definitions.find((definition) => definition.arn === arn) ??
      this.#definitions.filter(active).findLast(({ family }) => this.arn(family) === arn)
    );
  }

  /** On the revision that a name stands for; on the name, where it stands for none. */
  permission(operation: string, name: string): Permission {
    const resource = this.find(name)?.arn ?? this.arn(name);
    return { action: `ecs:${operation}`, resource };
  }

  ofFamily(family: string): Definition[] {
    return this.#definitions.filter((definition) => definition.family === family);
  }

  all(): readonly Definition[] {
    return this.#definitions;
  }
}

/** A task definition as the API shows it. */
export function definitionOf(definition: Definition): TaskDefinition {
  const { arn, family, revision, settings, status, registeredAt, deregisteredAt } = definition;
  return {
    ...settings,
    taskDefinitionArn: arn,
    ...{ family, revision, status },
    volumes: [],
    placementConstraints: [],
    compatibilities: ['EC2', 'FARGATE'],
    registeredAt: new Date(registeredAt),
    registeredBy: definition.registeredBy,
    ...(deregisteredAt !== undefined && { deregisteredAt: new Date(deregisteredAt) }),
  };
}

/** There is one. */
export function containerOf({ settings }: Definition): ContainerDefinition {
  return settings.containerDefinitions![0]!;
}
