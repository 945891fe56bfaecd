import { invalid } from './errors.ts';

/**
 * A page of ARNs in their order.
 *
 * @throws InvalidParameterException for a token that is none
 */
export function pageOf(arns: readonly string[], token: string | undefined, most = 100) {
  const after = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(after)) throw invalid('Invalid token.');
  const page = arns.slice(after, after + most);
  const next = after + page.length;
  const nextToken = Buffer.from(String(next)).toString('base64url');
  return { page, ...(next < arns.length && { nextToken }) };
}
