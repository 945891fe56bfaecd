import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import type { Target } from './calls.ts';

/**
 * boto3, which the recordings were made with, has S3 encode the keys of lists and decodes them
 * itself: so a recording shows that they were encoded, and shows them decoded.
 */
const ENCODED = new Set(['ListObjects', 'ListObjectsV2', 'ListObjectVersions']);

/** The members of those lists that are decoded. */
const DECODED = /^(?:Delimiter|Key|KeyMarker|Marker|NextKeyMarker|NextMarker|Prefix|StartAfter)$/;

/** The parameters that boto3 would send. It takes the source of a copy as an object, too. */
export function asSent({ sdkId, operation }: Target, params: JsonObject): JsonObject {
  if (sdkId !== 'S3') return params;
  const { CopySource: source } = params;
  return {
    ...(ENCODED.has(operation) && { EncodingType: 'url' }),
    ...params,
    ...(isObject(source) && { CopySource: copySource(source as Record<string, string>) }),
  };
}

function copySource({ Bucket, Key = '', VersionId }: Record<string, string>): string {
  const key = encodeURIComponent(Key).replaceAll('%2F', '/');
  return `${Bucket}/${key}${VersionId === undefined ? '' : `?versionId=${VersionId}`}`;
}

/** The answer as boto3 would show it. */
export function asShown({ operation }: Target, params: JsonObject, value: JsonObject): JsonObject {
  const decodes = ENCODED.has(operation) && params.EncodingType === undefined;
  return decodes ? (decoded(value) as JsonObject) : value;
}

function decoded(value: Json, name = ''): Json {
  if (typeof value === 'string' && DECODED.test(name)) {
    return decodeURIComponent(value.replaceAll('+', ' '));
  }
  if (Array.isArray(value)) return value.map((item) => decoded(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, item]) => [member, decoded(item, member)]),
  );
}

/**
 * The headers without the one that the SDK for JavaScript gives bytes of which nothing is said;
 * boto3 leaves it to S3.
 */
export function headersOf(headers: Record<string, string>): Record<string, string> {
  const { 'content-type': type, ...others } = headers;
  return type === 'application/octet-stream' ? others : headers;
}
