import type { Role } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { NamedPolicy } from '../../authorization/index.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { wholeSecond } from '../../core/whole-second.ts';
import { encodeDocument, type StoredDocument, saveDocument, savedDocument } from './documents.ts';
import { alreadyExists, noSuchEntity } from './errors.ts';
import { uniqueId } from './ids.ts';
import type { ManagedPolicies } from './policies.ts';
import { listTags, SAVED_TAGS, type Tags } from './tags.ts';

export interface RoleEntity {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  /** Cloud time in milliseconds. */
  readonly createdAt: number;
  description: string | undefined;
  /** In seconds. */
  maxSessionDuration: number;
  trust: StoredDocument;
  /** By name. */
  readonly inline: Map<string, StoredDocument>;
  /** ARNs of managed policies. */
  readonly attached: Set<string>;
  /** The ARN of the managed policy that is its permissions boundary. */
  boundary: string | undefined;
  readonly tags: Tags;
}

/** What decides what a role may do. */
export interface RolePolicies {
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

export type NewRole = Pick<
  RoleEntity,
  'name' | 'path' | 'description' | 'maxSessionDuration' | 'trust' | 'tags' | 'boundary'
>;

const SAVED = z.array(
  shape<RoleEntity>({
    name: z.string(),
    path: z.string(),
    arn: z.string(),
    id: z.string(),
    createdAt: z.number(),
    description: z.string().optional(),
    maxSessionDuration: z.number(),
    trust: savedDocument('trust'),
    inline: z.map(z.string(), savedDocument('inline')),
    attached: z.set(z.string()),
    boundary: z.string().optional(),
    tags: SAVED_TAGS,
  }),
);

/** The roles of the account, by name, and what their policies allow. */
export class Roles implements State {
  readonly #roles = new Map<string, RoleEntity>();
  readonly #cloud: Pick<Cloud, 'clock' | 'random' | 'accountId'>;
  readonly #policies: ManagedPolicies;

  constructor(cloud: Pick<Cloud, 'clock' | 'random' | 'accountId'>, policies: ManagedPolicies) {
    this.#cloud = cloud;
    this.#policies = policies;
  }

  save(): Json {
    return toJson(
      this.all().map(({ trust, inline, ...role }) => ({
        ...role,
        trust: saveDocument(trust),
        inline: new Map([...inline].map(([name, stored]) => [name, saveDocument(stored)])),
      })),
    );
  }

  load(json: Json): void {
    for (const role of fromJson(json, SAVED)) this.#roles.set(role.name, role);
  }

  /** @throws EntityAlreadyExistsException */
  create(role: NewRole): RoleEntity {
    // Names are unique without regard to case.
    const taken = this.all().some(({ name }) => name.toLowerCase() === role.name.toLowerCase());
    if (taken) throw alreadyExists(`Role with name ${role.name} already exists.`);
    const created: RoleEntity = {
      ...role,
      arn: this.arn(role.name, role.path),
      id: uniqueId('AROA', this.#cloud.random),
      createdAt: this.#cloud.clock.now(),
      inline: new Map(),
      attached: new Set(),
    };
    this.#roles.set(role.name, created);
    return created;
  }

  /** @throws NoSuchEntityException */
  get(name: string | undefined): RoleEntity {
    const role = this.#roles.get(name ?? '');
    if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    return role;
  }

  byArn(arn: string): RoleEntity | undefined {
    const role = this.#roles.get(arn.slice(arn.lastIndexOf('/') + 1));
    return role?.arn === arn ? role : undefined;
  }

  all(): RoleEntity[] {
    return [...this.#roles.values()];
  }

  delete(name: string): void {
    this.#roles.delete(name);
  }

  /** The ARN of a role, there or not: what permissions to it are asked for. */
  arn(name: string | undefined, path?: string): string {
    const role = this.#roles.get(name ?? '');
    return role && path === undefined
      ? role.arn
      : `arn:aws:iam::${this.#cloud.accountId}:role${path ?? '/'}${name}`;
  }

  /** The policies of a role, inline and attached, and its boundary: none for a role that is gone. */
  policiesOf(roleArn: string): RolePolicies {
    const role = this.byArn(roleArn);
    if (role === undefined) return { identity: [] };
    const inline = [...role.inline].map(([name, { document }]) => ({ name, document }));
    const attached = [...role.attached].map((arn) => this.#managed(arn));
    const identity = [...inline, ...attached];
    return role.boundary === undefined
      ? { identity }
      : { identity, boundary: this.#managed(role.boundary) };
  }

  #managed(arn: string): NamedPolicy {
    return { name: arn, document: this.#policies.get(arn).defaultVersion.stored.document };
  }
}

/** A role as the API shows it. */
export function describeRole(role: RoleEntity): Role {
  const tags = listTags(role.tags);
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: wholeSecond(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trust),
    ...(role.description !== undefined && { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
    ...(tags.length > 0 && { Tags: tags }),
    ...(role.boundary !== undefined && {
      PermissionsBoundary: {
        // The model's enum has another word than AWS documents and sends.
        PermissionsBoundaryType: 'Policy' as 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: role.boundary,
      },
    }),
  };
}
