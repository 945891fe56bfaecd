import { invalid } from './errors.ts';

/** Some of a list; the marker is where the next page begins. */
export function page<Item>(
  items: readonly Item[],
  marker: string | undefined,
  most: number,
): { items: readonly Item[]; NextMarker: string | undefined } {
  const start = marker === undefined ? 0 : Number(Buffer.from(marker, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw invalid(`Invalid pagination token: ${marker}`);
  const end = start + most;
  const NextMarker = end < items.length ? Buffer.from(String(end)).toString('base64') : undefined;
  return { items: items.slice(start, end), NextMarker };
}
