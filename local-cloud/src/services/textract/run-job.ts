import { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { UnreadableDocument } from '../../document-reader/index.ts';
import type { Analyst } from './analysis.ts';
import { statusMessage } from './errors.ts';
import type { Job } from './jobs.ts';
import { ASYNCHRONOUS } from './limits.ts';
import { notify } from './notification.ts';
import { bodyOf, withFile } from './source.ts';

/** Reads the job's document in the name of who started it, and tells the topic how it went. */
export async function runJob(
  { cloud, analyst }: { cloud: Cloud; analyst: Analyst },
  job: Job,
  caller: Principal,
): Promise<void> {
  try {
    const body = await bodyOf(cloud, caller, job.request.DocumentLocation?.S3Object);
    const { documents, pages, unread } = await withFile(body, ASYNCHRONOUS.bytes, (file) =>
      analyst.analyse(file, ASYNCHRONOUS),
    );
    job.documents = documents;
    job.pages = pages;
    job.unread = unread;
    job.status = unread.length > 0 ? 'PARTIAL_SUCCESS' : 'SUCCEEDED';
  } catch (error) {
    job.status = 'FAILED';
    job.statusMessage = reason(error);
  }
  await notify(cloud, job);
}

/** Throws what is nobody's but ours. */
function reason(error: unknown): string {
  if (error instanceof UnreadableDocument) return statusMessage(error.problem);
  if (error instanceof AwsError) return error.message;
  throw error;
}
