import type { Policy, PolicyVersion } from '@aws-sdk/client-iam';
import * as z from 'zod';
import { shape } from '../../core/state.ts';
import { wholeSecond } from '../../core/whole-second.ts';
import { encodeDocument, type StoredDocument, saveDocument, savedDocument } from './documents.ts';
import { deleteConflict, limitExceeded, noSuchEntity } from './errors.ts';
import { SAVED_TAGS, type Tags } from './tags.ts';

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

export const SAVED_POLICIES = z.array(
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

export type PolicyHead = Pick<ManagedPolicy, 'name' | 'path' | 'description' | 'tags'>;

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
