import type { Policy, PolicyVersion } from '@aws-sdk/client-iam';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { wholeSecond } from '../../core/whole-second.ts';
import {
  encodeDocument,
  type StoredDocument,
  saveDocument,
  savedDocument,
  storeDocument,
} from './documents.ts';
import { alreadyExists, deleteConflict, limitExceeded, noSuchEntity } from './errors.ts';
import { uniqueId } from './ids.ts';
import { AWS_MANAGED_POLICIES } from './managed-policies.ts';
import { AWS_MANAGED_STATEMENTS } from './managed-statements.ts';
import { SAVED_TAGS, type Tags } from './tags.ts';

/** The statements of those of AWS's own, by their ARNs. */
const OF_AWS: Readonly<Record<string, readonly object[]>> = {
  ...Object.fromEntries(
    Object.entries(AWS_MANAGED_POLICIES).map(([arn, Action]) => [
      arn,
      [{ Effect: 'Allow', Action, Resource: '*' }],
    ]),
  ),
  ...AWS_MANAGED_STATEMENTS,
};

/** A managed policy keeps five versions at most, counted for ever. */
const MOST_VERSIONS = 5;

interface Version {
  /** `v1`, `v2`, ... */
  readonly id: string;
  readonly stored: StoredDocument;
  /** Cloud time in milliseconds. */
  readonly createdAt: number;
}

/** A managed policy as it is saved. */
interface SavedPolicy
  extends Pick<
    ManagedPolicy,
    'name' | 'path' | 'arn' | 'id' | 'description' | 'createdAt' | 'updatedAt' | 'tags'
  > {
  readonly versions: readonly Version[];
  readonly count: number;
  readonly defaultId: string;
}

const SAVED = z.array(
  shape<SavedPolicy>({
    name: z.string(),
    path: z.string(),
    arn: z.string(),
    id: z.string(),
    description: z.string().optional(),
    createdAt: z.number(),
    updatedAt: z.number(),
    tags: SAVED_TAGS,
    versions: z.array(
      shape<Version>({
        id: z.string(),
        stored: savedDocument('managed'),
        createdAt: z.number(),
      }),
    ),
    count: z.number(),
    defaultId: z.string(),
  }),
);

type PolicyHead = Pick<ManagedPolicy, 'name' | 'path' | 'description' | 'tags'>;

export class ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly tags: Tags;
  updatedAt: number;
  readonly #versions = new Map<string, Version>();
  #count = 0;
  #defaultId = '';

  constructor(policy: PolicyHead & Pick<ManagedPolicy, 'arn' | 'id' | 'createdAt'>) {
    this.name = policy.name;
    this.path = policy.path;
    this.arn = policy.arn;
    this.id = policy.id;
    this.description = policy.description;
    this.tags = policy.tags;
    this.createdAt = policy.createdAt;
    this.updatedAt = policy.createdAt;
  }

  static load(saved: SavedPolicy): ManagedPolicy {
    const policy = new ManagedPolicy(saved);
    policy.updatedAt = saved.updatedAt;
    policy.#count = saved.count;
    policy.#defaultId = saved.defaultId;
    for (const version of saved.versions) policy.#versions.set(version.id, version);
    return policy;
  }

  save(): object {
    const versions = [...this.#versions.values()].map(({ stored, ...version }) => ({
      ...version,
      stored: saveDocument(stored),
    }));
    return { ...this, versions, count: this.#count, defaultId: this.#defaultId };
  }

  get defaultVersion(): Version {
    return this.#versions.get(this.#defaultId)!;
  }

  /** The newest first, as the API lists them. */
  get versions(): Version[] {
    return [...this.#versions.values()].reverse();
  }

  /** @throws LimitExceededException when there are five already */
  addVersion(stored: StoredDocument, now: number, makeDefault: boolean): Version {
    if (this.#versions.size >= MOST_VERSIONS) {
      throw limitExceeded(
        'A managed policy can have up to 5 versions. Before you create a new version, you must ' +
          'delete an existing version.',
      );
    }
    this.#count += 1;
    const version: Version = { id: `v${this.#count}`, stored, createdAt: now };
    this.#versions.set(version.id, version);
    if (makeDefault) this.#defaultId = version.id;
    this.updatedAt = now;
    return version;
  }

  /** @throws NoSuchEntityException */
  version(id: string | undefined): Version {
    const version = this.#versions.get(id ?? '');
    if (version === undefined) {
      throw noSuchEntity(`Policy ${this.arn} version ${id} does not exist or is not attachable.`);
    }
    return version;
  }

  setDefault(id: string | undefined, now: number): void {
    this.#defaultId = this.version(id).id;
    this.updatedAt = now;
  }

  /** @throws DeleteConflictException for the default version */
  deleteVersion(id: string | undefined, now: number): void {
    const version = this.version(id);
    if (version.id === this.#defaultId) {
      throw deleteConflict('Cannot delete the default version of a policy.');
    }
    this.#versions.delete(version.id);
    this.updatedAt = now;
  }
}

export type NewPolicy = PolicyHead & { readonly stored: StoredDocument };

/** The managed policies: the account's own, and those of AWS's that workflows attach. */
export class ManagedPolicies implements State {
  readonly #policies = new Map<string, ManagedPolicy>();
  readonly #cloud: Pick<Cloud, 'clock' | 'random' | 'accountId'>;

  constructor(cloud: Pick<Cloud, 'clock' | 'random' | 'accountId'>) {
    this.#cloud = cloud;
    for (const [arn, statements] of Object.entries(OF_AWS)) this.#addAws(arn, statements);
  }

  save(): Json {
    return toJson(this.all().map((policy) => policy.save()));
  }

  load(json: Json): void {
    for (const saved of fromJson(json, SAVED)) {
      this.#policies.set(saved.arn, ManagedPolicy.load(saved));
    }
  }

  /** @throws EntityAlreadyExistsException */
  create({ stored, ...policy }: NewPolicy): ManagedPolicy {
    const wanted = policy.name.toLowerCase();
    if (this.own().some(({ name }) => name.toLowerCase() === wanted)) {
      throw alreadyExists(
        `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
      );
    }
    return this.#add(this.arn(policy.name, policy.path), policy, stored);
  }

  /** @throws NoSuchEntityException */
  get(arn: string | undefined): ManagedPolicy {
    const policy = this.#policies.get(arn ?? '');
    if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
    return policy;
  }

  /** @throws NoSuchEntityException, in the words of calls that attach */
  getAttachable(arn: string | undefined, what = 'Policy'): ManagedPolicy {
    const policy = this.#policies.get(arn ?? '');
    if (policy === undefined) {
      const known = Object.keys(OF_AWS).sort().join(', ');
      const hint = arn?.startsWith('arn:aws:iam::aws:') ? ` Of AWS's own, there are ${known}.` : '';
      throw noSuchEntity(`${what} ${arn} does not exist or is not attachable.${hint}`);
    }
    return policy;
  }

  /** @throws AccessDenied for a policy of AWS's, which cannot be changed */
  getOwn(arn: string | undefined): ManagedPolicy {
    const policy = this.get(arn);
    if (isAws(policy.arn)) {
      throw new AwsError('AccessDenied', `Policy ${arn} is AWS managed: it cannot be changed.`, {
        status: 403,
      });
    }
    return policy;
  }

  all(): ManagedPolicy[] {
    return [...this.#policies.values()];
  }

  /** Without AWS's. */
  own(): ManagedPolicy[] {
    return this.all().filter(({ arn }) => !isAws(arn));
  }

  delete(arn: string): void {
    this.#policies.delete(arn);
  }

  arn(name: string | undefined, path = '/'): string {
    return `arn:aws:iam::${this.#cloud.accountId}:policy${path}${name}`;
  }

  #addAws(arn: string, Statement: readonly object[]): void {
    const [, path = '/', name = ''] = /:policy(\/.*?)([^/]+)$/.exec(arn) ?? [];
    const document = { Version: '2012-10-17', Statement };
    const stored = storeDocument(JSON.stringify(document), 'managed');
    this.#add(arn, { name, path, description: undefined, tags: new Map() }, stored);
  }

  #add(arn: string, policy: PolicyHead, stored: StoredDocument): ManagedPolicy {
    const createdAt = this.#cloud.clock.now();
    const id = uniqueId('ANPA', this.#cloud.random);
    const created = new ManagedPolicy({ ...policy, arn, id, createdAt });
    created.addVersion(stored, createdAt, true);
    this.#policies.set(arn, created);
    return created;
  }
}

export function isAws(arn: string): boolean {
  return arn.startsWith('arn:aws:iam::aws:');
}

/** How many roles have a policy, as one of theirs and as their boundary. */
export interface Uses {
  readonly attachments: number;
  readonly boundaries: number;
}

/** A policy as the API shows it. */
export function describePolicy(policy: ManagedPolicy, { attachments, boundaries }: Uses): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion.id,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    CreateDate: wholeSecond(policy.createdAt),
    UpdateDate: wholeSecond(policy.updatedAt),
  };
}

/** A version as the API shows it; its document only where it was asked for. */
export function describeVersion(
  policy: ManagedPolicy,
  version: Version,
  withDocument = false,
): PolicyVersion {
  return {
    ...(withDocument && { Document: encodeDocument(version.stored) }),
    VersionId: version.id,
    IsDefaultVersion: policy.defaultVersion === version,
    CreateDate: wholeSecond(version.createdAt),
  };
}
