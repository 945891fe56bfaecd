import { AwsError } from '../../core/errors.ts';

/** What the API model says of the members of a list's request. */
export const paged = { Limit: { range: [1, 100] }, NextToken: { length: [1, 2048] } } as const;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; empty for the last. */
  readonly next: { readonly NextToken?: string };
}

/** @throws AwsError ValidationException for a token that is none */
export function page<Item>(
  all: readonly Item[],
  {
    Limit = 100,
    NextToken,
  }: { readonly Limit?: number | undefined; readonly NextToken?: string | undefined },
): Page<Item> {
  const start = NextToken === undefined ? 0 : placeIn(NextToken);
  const end = start + Limit;
  return {
    items: all.slice(start, end),
    next: end < all.length ? { NextToken: tokenOf(end) } : {},
  };
}

function tokenOf(place: number): string {
  return Buffer.from(String(place)).toString('base64url');
}

function placeIn(token: string): number {
  const place = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(place) && place > 0) return place;
  throw new AwsError('ValidationException', 'The token is not valid.');
}
