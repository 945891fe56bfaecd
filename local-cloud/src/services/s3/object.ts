import type { Grant } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import { given, shape } from '../../core/state.ts';
import { type Content, SAVED_CONTENT } from './blobs.ts';
import { ALGORITHMS, type Checksum } from './checksums/algorithms.ts';
import { type Restore, SAVED_RESTORE } from './restore.ts';

/** What a client says of an object when it writes it, to be given back as headers. */
export interface ObjectHeaders {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
}

/** A part of an object that was uploaded in several. */
export interface ObjectPart {
  readonly number: number;
  readonly size: number;
  /** Where the upload was begun with an algorithm. */
  readonly checksum: string | undefined;
}

/** One version of an object. */
export interface StoredObject {
  readonly key: string;
  /** `null` where the bucket was not versioned. */
  readonly versionId: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  readonly isDeleteMarker: false;
  readonly content: Content;
  readonly size: number;
  /** Without the quotes. */
  readonly etag: string;
  readonly checksum: Checksum;
  readonly parts: readonly ObjectPart[] | undefined;
  /** Of the upload that it was made of. */
  readonly uploadId?: string | undefined;
  readonly headers: ObjectHeaders;
  storageClass: string;
  tags: Readonly<Record<string, string>>;
  /** Who may do what with it. Undefined: its owner alone. */
  acl?: readonly Grant[] | undefined;
  /** Of an archived object: its copy that can be read. */
  restore?: Restore | undefined;
}

/** Hides an object of a versioned bucket. */
export interface DeleteMarker {
  readonly key: string;
  readonly versionId: string;
  readonly modifiedAt: number;
  readonly isDeleteMarker: true;
}

export type Version = StoredObject | DeleteMarker;

/** The id of what is written to a bucket that is not versioned. */
export const NULL_VERSION = 'null';

export const SAVED_CHECKSUM = shape<Checksum>({
  algorithm: z.enum(ALGORITHMS),
  value: z.string(),
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});

const SAVED_OBJECT = shape<StoredObject>({
  key: z.string(),
  versionId: z.string(),
  modifiedAt: z.number(),
  isDeleteMarker: z.literal(false),
  content: SAVED_CONTENT,
  size: z.number(),
  etag: z.string(),
  checksum: SAVED_CHECKSUM,
  parts: z
    .array(
      shape<ObjectPart>({
        number: z.number(),
        size: z.number(),
        checksum: z.string().optional(),
      }),
    )
    .optional(),
  uploadId: z.string().optional(),
  headers: given<ObjectHeaders>(),
  storageClass: z.string(),
  tags: texts,
  acl: given<readonly Grant[]>().optional(),
  restore: SAVED_RESTORE.optional(),
});

const SAVED_MARKER = shape<DeleteMarker>({
  key: z.string(),
  versionId: z.string(),
  modifiedAt: z.number(),
  isDeleteMarker: z.literal(true),
});

export const SAVED_VERSION: z.ZodType<Version> = z.union([SAVED_OBJECT, SAVED_MARKER]);
