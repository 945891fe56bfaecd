import { invalidArgument } from './errors.ts';

/** The most parts that a list has. */
const MAX_PARTS = 1000;

interface Asked {
  readonly MaxParts?: number | undefined;
  /** The number of the part after which the list begins. */
  readonly PartNumberMarker?: string | undefined;
}

/**
 * A page of parts, which are in the order of their numbers.
 *
 * @throws InvalidArgument for a marker that is no number
 */
export function pageOfParts<Part extends { readonly number: number }>(
  all: readonly Part[],
  { MaxParts, PartNumberMarker }: Asked,
) {
  const marker = markerOf(PartNumberMarker || '0');
  const most = Math.min(MaxParts ?? MAX_PARTS, MAX_PARTS);
  const following = all.filter(({ number }) => number > marker);
  const parts = following.slice(0, most);
  return {
    parts,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(parts.at(-1)?.number ?? 0),
    MaxParts: most,
    IsTruncated: parts.length < following.length,
  };
}

const MARKER = 'part-number-marker';
const LARGEST_MARKER = 2_147_483_647;

function markerOf(text: string): number {
  const marker = Number(text);
  if (!/^-?\d+$/.test(text) || Math.abs(marker) > LARGEST_MARKER) {
    throw invalidArgument(
      `Provided ${MARKER} not an integer or within integer range`,
      MARKER,
      text,
    );
  }
  if (marker >= 0) return marker;
  const message = `Argument ${MARKER} must be an integer between 0 and ${LARGEST_MARKER}`;
  throw invalidArgument(message, MARKER, text);
}
