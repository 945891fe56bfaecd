import { CopyObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { s3 } from '../kit/clients/s3.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { type Document, document, jobId } from './document.ts';

const archive = environment('ARCHIVE_BUCKET');

const payload = z.object({
  jobId,
  document,
  folder: z.enum(['processed', 'rejected', 'duplicates']),
});

/**
 * Archive Invoice, Archive Rejected, Archive Duplicate: `{ archivedTo }`. Copies the file into the
 * archive, and then takes it out of the inbox: this version of it, not what was dropped under its
 * name since.
 */
export const handler = taskHandler(payload, UnexpectedPayload, async (input) => {
  const { bucket, key, version } = input.document;
  const target = `${input.folder}/${input.jobId}/${key}`;
  await copy(input.document, target);
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
  logger.info('Archived', { jobId: input.jobId, folder: input.folder });
  return { archivedTo: `s3://${archive}/${target}` };
});

/** What is not there any more, an earlier attempt has copied: only then it is deleted. */
async function copy({ bucket, key, version }: Document, Key: string): Promise<void> {
  const path = [bucket, ...key.split('/')].map(encodeURIComponent).join('/');
  const CopySource = `${path}?versionId=${encodeURIComponent(version)}`;
  try {
    await s3.send(new CopyObjectCommand({ Bucket: archive, Key, CopySource }));
  } catch (error) {
    if (!['NoSuchKey', 'NoSuchVersion'].includes((error as Error).name)) throw error;
    logger.warn('Was archived before');
  }
}
