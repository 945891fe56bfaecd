import { invalid } from './errors.ts';
import type { Resource } from './store.ts';

interface Asked {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly NameContains?: string | undefined;
  readonly CreationTimeAfter?: Date | undefined;
  readonly CreationTimeBefore?: Date | undefined;
  readonly LastModifiedTimeAfter?: Date | undefined;
  readonly LastModifiedTimeBefore?: Date | undefined;
  readonly StatusEquals?: string | undefined;
  readonly SortBy?: string | undefined;
  readonly SortOrder?: string | undefined;
}

interface Listed extends Resource {
  readonly modifiedAt?: number;
  readonly status?: string | undefined;
}

/** AWS's default. */
const PAGE = 10;

/**
 * A page of the resources that are asked for, the latest first where no other order is.
 *
 * @throws ValidationException for a token that is none
 */
export function pageOf<Item extends Listed>(items: readonly Item[], asked: Asked) {
  const { NextToken, MaxResults = PAGE } = asked;
  const found = sorted(
    items.filter((item) => isAsked(item, asked)),
    asked,
  );
  const from = NextToken === undefined ? 0 : placeOf(NextToken);
  const to = from + MaxResults;
  return {
    items: found.slice(from, to),
    token: { ...(to < found.length && { NextToken: tokenOf(to) }) },
  };
}

function isAsked({ name, createdAt, modifiedAt = createdAt, status }: Listed, asked: Asked) {
  return (
    name.toLowerCase().includes((asked.NameContains ?? '').toLowerCase()) &&
    (asked.StatusEquals === undefined || status === asked.StatusEquals) &&
    isBetween(createdAt, asked.CreationTimeAfter, asked.CreationTimeBefore) &&
    isBetween(modifiedAt, asked.LastModifiedTimeAfter, asked.LastModifiedTimeBefore)
  );
}

function isBetween(time: number, after: Date | undefined, before: Date | undefined): boolean {
  const from = after?.getTime() ?? Number.NEGATIVE_INFINITY;
  return time >= from && time <= (before?.getTime() ?? Number.POSITIVE_INFINITY);
}

function sorted<Item extends Listed>(items: Item[], { SortBy, SortOrder }: Asked): Item[] {
  const key = (item: Item) => {
    if (SortBy === 'Name') return item.name;
    return SortBy === 'Status' ? String(item.status) : item.createdAt;
  };
  const ascending = items.sort((a, b) => Number(key(a) > key(b)) - Number(key(a) < key(b)));
  return SortOrder === 'Ascending' ? ascending : ascending.reverse();
}

function tokenOf(place: number): string {
  return Buffer.from(`from:${place}`).toString('base64url');
}

function placeOf(token: string): number {
  const place = Number(Buffer.from(token, 'base64url').toString().replace('from:', ''));
  if (!Number.isInteger(place) || tokenOf(place) !== token) throw invalid('Invalid NextToken.');
  return place;
}
