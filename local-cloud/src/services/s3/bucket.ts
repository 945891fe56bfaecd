import type {
  CORSRule,
  GetBucketLifecycleConfigurationOutput,
  Grant,
  NotificationConfiguration,
  ObjectOwnership,
  Payer,
  PublicAccessBlockConfiguration,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import { given, shape } from '../../core/state.ts';
import type { Blobs } from './blobs.ts';
import { SortedKeys } from './keys.ts';
import { NULL_VERSION, SAVED_VERSION, type StoredObject, type Version } from './object.ts';
import { SAVED_UPLOAD, type Upload } from './upload.ts';

export type Versioning = 'Enabled' | 'Suspended';

/** What is configured of a bucket. Undefined: it was not. */
export interface BucketSettings {
  readonly versioning?: Versioning | undefined;
  /** The policy document as it was given. */
  readonly policy?: string | undefined;
  /** Who is told what happens to its objects. */
  readonly notifications?: NotificationConfiguration | undefined;
  /** When its objects expire. */
  readonly lifecycle?: GetBucketLifecycleConfigurationOutput | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly publicAccessBlock?: PublicAccessBlockConfiguration | undefined;
  readonly objectOwnership?: ObjectOwnership | undefined;
  /** Who may do what besides what policies say. */
  readonly acl?: readonly Grant[] | undefined;
  /** Which pages of other origins may use it. */
  readonly cors?: readonly CORSRule[] | undefined;
  /** Whether it is to ask a key of KMS less often. */
  readonly bucketKey?: boolean | undefined;
  /** For requests of others. */
  readonly payer?: Payer | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
export const NEW_BUCKET: BucketSettings = {
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  objectOwnership: 'BucketOwnerEnforced',
};

const SAVED_SETTINGS = shape<BucketSettings>({
  versioning: z.enum(['Enabled', 'Suspended']).optional(),
  policy: z.string().optional(),
  notifications: given<NotificationConfiguration>().optional(),
  lifecycle: given<GetBucketLifecycleConfigurationOutput>().optional(),
  tags: texts.optional(),
  publicAccessBlock: given<PublicAccessBlockConfiguration>().optional(),
  objectOwnership: z
    .enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'])
    .optional(),
  acl: given<readonly Grant[]>().optional(),
  cors: given<readonly CORSRule[]>().optional(),
  bucketKey: z.boolean().optional(),
  payer: z.enum(['Requester', 'BucketOwner']).optional(),
});

/** A bucket with its objects, as it is saved. */
export interface SavedBucket {
  readonly name: string;
  readonly createdAt: number;
  readonly settings: BucketSettings;
  /** The newest of each key first. */
  readonly versions: readonly Version[];
  readonly uploads: readonly Upload[];
}

export const SAVED_BUCKET = shape<SavedBucket>({
  name: z.string(),
  createdAt: z.number(),
  settings: SAVED_SETTINGS,
  versions: z.array(SAVED_VERSION),
  uploads: z.array(SAVED_UPLOAD),
});

/** A bucket and its objects. */
export class Bucket {
  readonly name: string;
  readonly createdAt: number;
  settings: BucketSettings = NEW_BUCKET;
  /** Those of all that has a version, deleted or not. */
  readonly keys = new SortedKeys();
  readonly #uploads = new Map<string, Upload>();
  readonly #uploadsOf = new Map<string, Set<Upload>>();
  readonly #versions = new Map<string, Version[]>();
  readonly #blobs: Blobs;

  constructor(name: string, createdAt: number, blobs: Blobs) {
    this.name = name;
    this.createdAt = createdAt;
    this.#blobs = blobs;
  }

  get arn(): string {
    return `arn:aws:s3:::${this.name}`;
  }

  get isEmpty(): boolean {
    return this.#versions.size === 0;
  }

  /** The newest first. */
  versionsOf(key: string): readonly Version[] {
    return this.#versions.get(key) ?? [];
  }

  /** Of every key, the newest first. */
  *allVersions(): Iterable<Version> {
    for (const versions of this.#versions.values()) yield* versions;
  }

  find(key: string, versionId: string): Version | undefined {
    return this.versionsOf(key).find((version) => version.versionId === versionId);
  }

  /** What the key stands for now. */
  current(key: string): StoredObject | undefined {
    const [newest] = this.versionsOf(key);
    return newest?.isDeleteMarker ? undefined : newest;
  }

  /** Makes it the newest version; one with the id `null` takes the place of another. */
  add(version: Version): void {
    const { key, versionId } = version;
    this.#overtake(key);
    if (versionId === NULL_VERSION) this.#take(key, versionId);
    const versions = this.#versions.get(key);
    if (versions === undefined) {
      this.#versions.set(key, [version]);
      this.keys.add(key);
    } else {
      versions.unshift(version);
    }
  }

  /** By their ids. */
  get uploads(): ReadonlyMap<string, Upload> {
    return this.#uploads;
  }

  addUpload(upload: Upload): void {
    this.#uploads.set(upload.id, upload);
    const ofKey = this.#uploadsOf.get(upload.key);
    if (ofKey === undefined) this.#uploadsOf.set(upload.key, new Set([upload]));
    else ofKey.add(upload);
  }

  /** Ends an upload, and lets go of its parts. */
  endUpload(upload: Upload): void {
    this.#uploads.delete(upload.id);
    const ofKey = this.#uploadsOf.get(upload.key);
    ofKey?.delete(upload);
    if (ofKey?.size === 0) this.#uploadsOf.delete(upload.key);
    for (const { content } of upload.parts.values()) this.#blobs.release(content);
  }

  /** Lets go of all that uploads hold: a bucket may be deleted with them. */
  close(): void {
    for (const upload of this.uploads.values()) this.endUpload(upload);
  }

  /** What happens to a key comes in the way of an upload's conditions. */
  #overtake(key: string): void {
    for (const upload of this.#uploadsOf.get(key) ?? []) upload.isOvertaken = true;
  }

  /** Removes one version for good. Returns it, if it was there. */
  remove(key: string, versionId: string): Version | undefined {
    const removed = this.#take(key, versionId);
    this.#overtake(key);
    if (this.versionsOf(key).length === 0) {
      this.#versions.delete(key);
      this.keys.delete(key);
    }
    return removed;
  }

  #take(key: string, versionId: string): Version | undefined {
    const versions = this.#versions.get(key) ?? [];
    const index = versions.findIndex((version) => version.versionId === versionId);
    if (index < 0) return undefined;
    const [taken] = versions.splice(index, 1);
    if (!taken!.isDeleteMarker) this.#blobs.release(taken!.content);
    return taken;
  }

  save(): SavedBucket {
    const { name, createdAt, settings } = this;
    const versions = [...this.#versions.values()].flat();
    return { name, createdAt, settings, versions, uploads: [...this.uploads.values()] };
  }

  load({ settings, versions, uploads }: SavedBucket): void {
    this.settings = settings;
    for (const version of versions.toReversed()) {
      if (!version.isDeleteMarker) this.#blobs.retain(version.content);
      this.add(version);
    }
    for (const upload of uploads) {
      for (const { content } of upload.parts.values()) this.#blobs.retain(content);
      this.addUpload(upload);
    }
  }
}
