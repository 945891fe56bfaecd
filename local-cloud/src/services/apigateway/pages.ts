import { badRequest } from '../apis/errors.ts';

/** What is said of the members of a list's request. */
export const paged = { position: {}, limit: { range: [1, 500] } } as const;

/**
 * A page of what there is; `position` is where the next one begins, and absent from the last.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html
 *
 * @throws BadRequestException for a position that is none
 */
export function pageOf<Item>(
  all: readonly Item[],
  {
    position,
    limit = 25,
  }: { readonly position?: string | undefined; readonly limit?: number | undefined },
): { items: Item[]; position?: string } {
  const start = position === undefined ? 0 : placeIn(position);
  const end = start + limit;
  const items = all.slice(start, end);
  return end < all.length ? { items, position: tokenOf(end) } : { items };
}

function tokenOf(place: number): string {
  return Buffer.from(String(place)).toString('base64url');
}

function placeIn(position: string): number {
  const place = Number(Buffer.from(position, 'base64url').toString());
  if (Number.isInteger(place) && place > 0) return place;
  throw badRequest('Invalid position specified');
}
