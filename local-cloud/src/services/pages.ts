import { AwsError } from '../core/errors.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextToken?: string;
}

/** AWS's default, of schedules and of pipes. */
const PAGE = 100;

/**
 * A page of what is listed in the order of its ARNs.
 *
 * @throws ValidationException for a token that is none
 */
export function pageOf<Item extends { readonly arn: string }>(
  items: readonly Item[],
  NextToken: string | undefined,
  MaxResults = PAGE,
): Page<Item> {
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
  if (NextToken !== undefined && !after.startsWith('arn:')) {
    throw new AwsError('ValidationException', 'Invalid NextToken.');
  }
  const left = items.filter(({ arn }) => arn > after);
  const page = left.slice(0, MaxResults);
  const isLast = left.length === page.length;
  const token = Buffer.from(page.at(-1)?.arn ?? '').toString('base64url');
  return { items: page, ...(!isLast && { NextToken: token }) };
}
