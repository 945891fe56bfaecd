import { invalidArgument } from './errors.ts';

/** Where a list goes on, as callers get it to see. */
export function encodeToken(last: string): string {
  return Buffer.from(`1${last}`).toString('base64url');
}

/** Throws InvalidArgument for what `encodeToken` did not make. */
export function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith('1') && encodeToken(text.slice(1)) === token) return text.slice(1);
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token');
}
