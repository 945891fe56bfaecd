import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../core/errors.ts';

const MAX_ENTRIES = 10;

interface Entry {
  readonly Id?: string | undefined;
}

/** Checks a batch as a whole. Throws one of SQS's errors for batches. */
export function checkBatch(entries: readonly Entry[] | undefined, entryName: string): void {
  if (entries === undefined || entries.length === 0) {
    throw new AwsError(
      'EmptyBatchRequest',
      `There should be at least one ${entryName} in the request.`,
    );
  }
  if (entries.length > MAX_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string | undefined>();
  for (const { Id: id } of entries) {
    checkId(id);
    if (seen.has(id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    seen.add(id);
  }
}

function checkId(id: string | undefined): void {
  if (id !== undefined && /^[A-Za-z0-9_-]{1,80}$/.test(id)) return;
  throw new AwsError(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  );
}

/** Does each entry for itself: some may succeed while others fail. */
export function eachEntry<E extends Entry, Result>(
  entries: readonly E[],
  perform: (entry: E) => Result,
): { Successful: (Result & { Id: string })[]; Failed: BatchResultErrorEntry[] } {
  const Successful: (Result & { Id: string })[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    const Id = entry.Id ?? '';
    try {
      Successful.push({ ...perform(entry), Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code: Code, message: Message, fault } = error;
      Failed.push({ Id, Code, Message, SenderFault: fault === 'client' });
    }
  }
  return { Successful, Failed };
}
