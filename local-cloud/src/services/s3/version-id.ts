import { hash } from 'node:crypto';
import type { Random } from '../../core/random.ts';
import { NULL_VERSION } from './object.ts';

/** 32 characters that tell nothing; the last four are a check, for S3 knows ids that it never gave. */
export function newVersionId(random: Random): string {
  const id = Buffer.from(random.bytes(21)).toString('base64url');
  return `${id}${check(id)}`;
}

export function isVersionId(text: string): boolean {
  return text === NULL_VERSION || check(text.slice(0, 28)) === text.slice(28);
}

function check(id: string): string {
  return hash('sha256', id, 'base64url').slice(0, 4);
}
