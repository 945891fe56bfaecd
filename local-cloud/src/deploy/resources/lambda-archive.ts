import { basename } from 'node:path';
import * as z from 'zod';
import type { ResourceContext } from '../resource-type.ts';
import { isZip, zipFiles } from '../zip.ts';

/** A local path is what `aws cloudformation package` uploads. */
export const archived = z.union([
  z.string(),
  z.strictObject({
    S3Bucket: z.string(),
    S3Key: z.string(),
    S3ObjectVersion: z.string().optional(),
  }),
]);

/** The zip archive of code, or of a layer; a single file is zipped under its name. */
export async function archiveOf(
  content: z.output<typeof archived>,
  { artifact }: Pick<ResourceContext, 'artifact'>,
): Promise<Uint8Array> {
  const [name, bucket] =
    typeof content === 'string' ? [content] : [content.S3Key, content.S3Bucket];
  const bytes = await artifact(name, bucket);
  return isZip(bytes) ? bytes : zipFiles({ [basename(name)]: bytes });
}
