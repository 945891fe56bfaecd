import type { Grant } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import { given, shape } from '../../core/state.ts';
import { type Content, SAVED_CONTENT } from './blobs.ts';
import { ALGORITHMS, type Algorithm, type Checksum } from './checksums/algorithms.ts';
import { type ObjectHeaders, SAVED_CHECKSUM } from './object.ts';

/** A part of an object that is not there yet. */
export interface UploadedPart {
  readonly number: number;
  readonly content: Content;
  readonly size: number;
  /** Hexadecimal; without quotes it is the part's ETag. */
  readonly md5: string;
  readonly modifiedAt: number;
  /** With the algorithm of the upload. */
  readonly checksum: Checksum;
}

/** An object that is uploaded in parts. */
export interface Upload {
  readonly id: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly initiatedAt: number;
  readonly headers: ObjectHeaders;
  readonly tags: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly acl?: readonly Grant[] | undefined;
  readonly algorithm: Algorithm;
  readonly type: Checksum['type'];
  /** Whether whoever began it chose the algorithm: only then S3 tells of it. */
  readonly isChosen: boolean;
  /** By their numbers. */
  readonly parts: Map<number, UploadedPart>;
  /** Something else was written under the key, or deleted, since it was begun. */
  isOvertaken: boolean;
}

const SAVED_PART = shape<UploadedPart>({
  number: z.number(),
  content: SAVED_CONTENT,
  size: z.number(),
  md5: z.string(),
  modifiedAt: z.number(),
  checksum: SAVED_CHECKSUM,
});

export const SAVED_UPLOAD = shape<Upload>({
  id: z.string(),
  key: z.string(),
  initiatedAt: z.number(),
  headers: given<ObjectHeaders>(),
  tags: texts,
  storageClass: z.string(),
  acl: given<readonly Grant[]>().optional(),
  algorithm: z.enum(ALGORITHMS),
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
  isChosen: z.boolean(),
  parts: z.map(z.number(), SAVED_PART),
  isOvertaken: z.boolean(),
});

/** What answers tell of an upload's checksum. */
export function uploadChecksum({ algorithm, type, isChosen }: Upload) {
  return isChosen ? { ChecksumAlgorithm: algorithm, ChecksumType: type } : {};
}

/** Its parts in the order of their numbers. */
export function partsOf({ parts }: Upload): readonly UploadedPart[] {
  return [...parts.values()].sort((a, b) => a.number - b.number);
}
