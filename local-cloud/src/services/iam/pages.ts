import { validationError } from './errors.ts';

export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly rest: { IsTruncated: boolean; Marker?: string };
}

/**
 * One page of a list: 100 items unless MaxItems says otherwise, 1,000 at most.
 *
 * @throws ValidationError for a marker that no page gave
 */
export function page<T>(all: readonly T[], { Marker, MaxItems = 100 }: PageRequest): Page<T> {
  const start = Marker === undefined ? 0 : Number(Buffer.from(Marker, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw validationError('Invalid Marker.');
  const end = start + MaxItems;
  const items = all.slice(start, end);
  if (end >= all.length) return { items, rest: { IsTruncated: false } };
  return {
    items,
    rest: { IsTruncated: true, Marker: Buffer.from(String(end)).toString('base64') },
  };
}
