import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Caller } from './s3.ts';

/** Descriptions of all objects under a prefix, page by page, as a Map iterates over them. */
export async function listObjects(
  caller: Caller,
  where: JsonObject,
  limit: number,
): Promise<JsonObject[]> {
  const objects: JsonObject[] = [];
  let token: Json | undefined;
  do {
    const page = await caller('listObjectsV2', {
      ...where,
      ...(token !== undefined && { ContinuationToken: token }),
    });
    if (!isObject(page)) break;
    for (const object of contents(page)) objects.push(described(object));
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined && (limit === 0 || objects.length < limit));
  return objects;
}

function contents(page: JsonObject): JsonObject[] {
  return Array.isArray(page.Contents) ? page.Contents.filter(isObject) : [];
}

/** `LastModified` in seconds since 1970, `Etag` in this spelling: as AWS hands objects on. */
function described(object: JsonObject): JsonObject {
  const { ETag, LastModified } = object;
  return {
    Etag: ETag ?? '',
    Key: object.Key ?? '',
    LastModified: typeof LastModified === 'string' ? seconds(LastModified) : (LastModified ?? 0),
    Size: object.Size ?? 0,
    StorageClass: object.StorageClass ?? 'STANDARD',
  };
}

function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
