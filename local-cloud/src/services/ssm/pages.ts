import { AwsError } from '../../core/errors.ts';

interface Asked {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * Some of a list; the token is where the next page begins.
 *
 * @param most on a page, if no other size is asked for
 * @throws InvalidNextToken
 */
export function pageOf<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: Asked,
  most: number,
) {
  const start = NextToken === undefined ? 0 : placeIn(NextToken);
  const end = start + (MaxResults ?? most);
  const more = end < items.length ? Buffer.from(String(end)).toString('base64') : undefined;
  return { shown: items.slice(start, end), NextToken: more };
}

function placeIn(token: string): number {
  const text = Buffer.from(token, 'base64').toString();
  if (/^\d+$/.test(text)) return Number(text);
  throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
}
