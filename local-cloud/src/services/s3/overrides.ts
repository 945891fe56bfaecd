import type { GetObjectRequest } from '@aws-sdk/client-s3';

/** Headers that whoever reads an object wants to see instead of its own. */
export function overrides(input: GetObjectRequest): object {
  const given = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
