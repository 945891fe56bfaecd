import { AwsError } from '../../core/errors.ts';
import type { Pipe } from './pipe.ts';

export interface Page {
  readonly items: readonly Pipe[];
  readonly NextToken?: string;
}

/** As many as a page has at most. */
const PAGE = 100;

/**
 * A page of pipes in the order of their names.
 *
 * @throws ValidationException for a token that is none
 */
export function pageOf(pipes: readonly Pipe[], token: string | undefined, Limit = PAGE): Page {
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString();
  if (token !== undefined && !after.startsWith('arn:')) {
    throw new AwsError('ValidationException', 'Invalid NextToken.');
  }
  const left = pipes.filter(({ arn }) => arn > after);
  const items = left.slice(0, Limit);
  const NextToken = Buffer.from(items.at(-1)?.arn ?? '').toString('base64url');
  return { items, ...(items.length < left.length && { NextToken }) };
}
