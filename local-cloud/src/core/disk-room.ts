import { tmpdir } from 'node:os';
import { AwsError } from './errors.ts';

/** What the file system says when it has no space, or no space for this user. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** An error as it is, or that a disk is full in words for whoever called: what was begun is undone. */
export function explainedDisk(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || !FULL.has(code ?? '')) return error;
  return new AwsError(
    'ServiceUnavailable',
    `The local cloud has no space on the disk for more objects and code, below ${tmpdir()}: delete some, ` +
      `or start it anew with another folder as TMPDIR (on Windows TEMP). ${message}`,
    { status: 503, cause: error },
  );
}
