import type { GetObjectRequest } from '@aws-sdk/client-s3';
import { checkHeader, headerName } from './header-values.ts';

/** Headers that whoever reads an object wants to see instead of its own. Errors: InvalidArgument. */
export function overrides(input: GetObjectRequest): object {
  const given = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires,
  };
  const wanted = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [member, value] of wanted) {
    if (typeof value === 'string') checkHeader(`response-${headerName(member)}`, value);
  }
  return Object.fromEntries(wanted);
}
