import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { given } from './made.ts';

/** `CodeUri`, `ContentUri`, and the `DefinitionUri` of an API. */
export const contentUri = z.union(
  [z.string(), z.strictObject({ Bucket: json, Key: json, Version: json.optional() })],
  'Invalid input: expected a path, or Bucket and Key',
);

/** As Lambda's own resources say where a zip archive is. */
export function contentAt(uri: z.output<typeof contentUri>): Json {
  const place = placeOf(uri);
  if (typeof place === 'string') return place;
  const { Bucket, Key, Version } = place;
  return given({ S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: Version });
}

/** A path on disk, or an object of S3, which may be written as an address. */
export function placeOf(uri: z.output<typeof contentUri>) {
  if (typeof uri === 'object') return uri;
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  return Bucket === undefined ? uri : { Bucket, Key: Key! };
}
