import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { checkContract } from '../../core/check-contract.ts';
import type { Contract, Members } from '../../core/contract.ts';
import { AwsError } from '../../core/errors.ts';
import { missingParameter, QUERY_CODES } from './errors.ts';
import { refusal } from './refusal.ts';

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
  const seen = new Set<string>();
  for (const [index, { Id: id }] of entries.entries()) {
    if (id === undefined) throw missingParameter(`${entryName}.${index + 1}.Id`);
    checkId(id);
    if (seen.has(id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    seen.add(id);
  }
}

function checkId(id: string): void {
  if (/^[A-Za-z0-9_-]{1,80}$/.test(id)) return;
  throw new AwsError(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  );
}

/** How a batch came out. A list that would be empty is not there (recorded). */
export interface BatchResult<Result> {
  Successful: (Result & { Id: string })[];
  Failed: BatchResultErrorEntry[];
}

/**
 * Does each entry for itself: some may succeed while others fail.
 *
 * @param contract of an entry, besides its Id
 */
export function eachEntry<E extends Entry, Result>(
  entries: readonly E[],
  contract: Members<Omit<E, 'Id'>>,
  perform: (entry: E) => Result,
): BatchResult<Result> {
  const Successful: (Result & { Id: string })[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    const Id = entry.Id ?? '';
    try {
      check(contract, entry);
      Successful.push({ ...perform(entry), Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, ...failed(error) });
    }
  }
  const told = {
    ...(Successful.length > 0 && { Successful }),
    ...(Failed.length > 0 && { Failed }),
  };
  // The SDK's types have both lists always; AWS does not.
  return told as BatchResult<Result>;
}

/** An entry's failure has Query's code, and words of its own for one that is too large (recorded). */
function failed({ code, message, fault }: AwsError): Omit<BatchResultErrorEntry, 'Id'> {
  return {
    Code: QUERY_CODES[code] ?? code,
    Message: message.replace(
      /^One or more parameters are invalid/,
      'One or more parameters cannot be validated',
    ),
    SenderFault: fault === 'client',
  };
}

function check(contract: Contract, { Id: _, ...entry }: Entry): void {
  const { broken } = checkContract(contract, entry);
  if (broken.length > 0) throw refusal(broken);
}
