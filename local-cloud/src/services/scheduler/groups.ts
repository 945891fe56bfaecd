import type { Tag } from '@aws-sdk/client-scheduler';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { alreadyExists, notFound } from './errors.ts';

/** A group of schedules: what policies name, and what has tags. */
export interface Group {
  readonly name: string;
  readonly arn: string;
  /** Cloud time in milliseconds. */
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  /** Of the request that made it. */
  readonly clientToken: string | undefined;
}

const SAVED = z.array(
  shape<Group>({
    name: z.string(),
    arn: z.string(),
    createdAt: z.number(),
    tags: z.map(z.string(), z.string()),
    clientToken: z.string().optional(),
  }),
);

/** The group that is always there. */
export const DEFAULT_GROUP = 'default';

/** The groups of schedules, by name. */
export class Groups implements State {
  readonly cloud: Cloud;
  readonly #groups = new Map<string, Group>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.#add(DEFAULT_GROUP, new Map(), undefined);
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const group of fromJson(json, SAVED)) this.#groups.set(group.name, group);
  }

  arn(name = DEFAULT_GROUP): string {
    return `arn:aws:scheduler:${this.cloud.region}:${this.cloud.accountId}:schedule-group/${name}`;
  }

  /** What a caller needs to be allowed for an operation on a group. */
  permission(operation: string, name: string | undefined): Permission {
    return { action: `scheduler:${operation}`, resource: this.arn(name) };
  }

  /**
   * The same request again gives the group that it made.
   *
   * @throws ConflictException for a name that is taken
   */
  create(name: string, tags: readonly Tag[], clientToken: string | undefined): Group {
    const known = this.#groups.get(name);
    if (known === undefined) return this.#add(name, new Map(pairsOf(tags)), clientToken);
    if (known.clientToken !== undefined && known.clientToken === clientToken) return known;
    throw alreadyExists('Schedule group', name);
  }

  #add(name: string, tags: Map<string, string>, clientToken: string | undefined): Group {
    const createdAt = this.cloud.clock.now();
    const group = { name, arn: this.arn(name), createdAt, tags, clientToken };
    this.#groups.set(name, group);
    return group;
  }

  /** @throws ResourceNotFoundException */
  get(name = DEFAULT_GROUP): Group {
    const group = this.#groups.get(name);
    if (group === undefined) throw notFound('Schedule group', name);
    return group;
  }

  /** @throws ResourceNotFoundException */
  byArn(arn = ''): Group {
    const group = this.get(arn.split('/').at(-1));
    if (group.arn !== arn) throw notFound('Schedule group', group.name);
    return group;
  }

  delete(name: string): void {
    this.#groups.delete(name);
  }

  all(): Group[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** A group as the API shows it. */
export function groupOf({ name, arn, createdAt }: Group) {
  const date = new Date(createdAt);
  return {
    Arn: arn,
    Name: name,
    State: 'ACTIVE' as const,
    CreationDate: date,
    LastModificationDate: date,
  };
}

export function pairsOf(tags: readonly Tag[]): [string, string][] {
  return tags.map(({ Key = '', Value = '' }) => [Key, Value]);
}
