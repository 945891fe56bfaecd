import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { given } from './made.ts';

/** `CodeUri` and `ContentUri`. */
export const contentUri = z.union(
  [z.string(), z.strictObject({ Bucket: json, Key: json, Version: json.optional() })],
  'Invalid input: expected a path, or Bucket and Key',
);

/** As Lambda's own resources say where a zip archive is. */
export function contentAt(uri: z.output<typeof contentUri>): Json {
  if (typeof uri === 'object') {
    const { Bucket, Key, Version } = uri;
    return given({ S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: Version });
  }
  const [, S3Bucket, S3Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  return S3Bucket === undefined ? uri : { S3Bucket, S3Key: S3Key! };
}
