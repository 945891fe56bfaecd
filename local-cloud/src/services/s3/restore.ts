import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import { shape } from '../../core/state.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A copy of an archived object that can be read for a while. Cloud times in milliseconds. */
export interface Restore {
  readonly asked: number;
  readonly readyAt: number;
  /** A midnight (UTC). */
  readonly until: number;
}

export const SAVED_RESTORE = shape<Restore>({
  asked: z.number(),
  readyAt: z.number(),
  until: z.number(),
});

/** What is archived must be restored before its bytes are read. */
export function isArchive(storageClass: string): storageClass is keyof typeof DURATIONS {
  return Object.hasOwn(DURATIONS, storageClass);
}

/**
 * How long a restore takes, by class and tier: the shortest that AWS tells of.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
const DURATIONS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  GLACIER: { Expedited: MINUTE, Standard: 3 * HOUR, Bulk: 5 * HOUR },
  DEEP_ARCHIVE: { Standard: 12 * HOUR, Bulk: 48 * HOUR },
};

/** Throws InvalidArgument for a tier that the class has not. */
export function durationOf(storageClass: string, tier: string): number {
  const duration = DURATIONS[storageClass]?.[tier];
  if (duration !== undefined) return duration;
  throw new AwsError(
    'InvalidArgument',
    `Retrieval option is not supported by this storage class: ${storageClass} has no ${tier}. Its tiers are ${Object.keys(DURATIONS[storageClass] ?? {}).join(', ')}.`,
  );
}

/** So many days from a time, to the midnight that follows. */
export function expiryAfter(from: number, days: number): number {
  return Math.ceil((from + days * DAY) / DAY) * DAY;
}

/** The header that tells of it; nothing, once the copy is gone. */
export function restoreMember(
  restore: Restore | undefined,
  now: number,
): { readonly Restore?: string } {
  if (restore === undefined || restore.until <= now) return {};
  if (now < restore.readyAt) return { Restore: 'ongoing-request="true"' };
  const date = new Date(restore.until).toUTCString();
  return { Restore: `ongoing-request="false", expiry-date="${date}"` };
}
