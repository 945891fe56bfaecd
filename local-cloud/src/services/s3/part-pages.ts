/** The most parts that a list has. */
const MAX_PARTS = 1000;

interface Asked {
  readonly MaxParts?: number | undefined;
  /** The number of the part after which the list begins. */
  readonly PartNumberMarker?: string | undefined;
}

/** A page of parts, which are in the order of their numbers. */
export function pageOfParts<Part extends { readonly number: number }>(
  all: readonly Part[],
  { MaxParts, PartNumberMarker }: Asked,
) {
  const marker = Number(PartNumberMarker || 0);
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
