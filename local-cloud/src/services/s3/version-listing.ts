import type { Bucket } from './bucket.ts';
import { type Asked, entriesOf } from './listing.ts';
import type { Version } from './object.ts';

interface AskedVersions extends Asked {
  /** Of the key `after`, only what is older than this. */
  readonly versionAfter: string;
}

interface VersionPage {
  readonly versions: readonly Version[];
  readonly prefixes: readonly string[];
  /** What was listed last; undefined: nothing is left to be listed. */
  readonly next: { readonly key: string; readonly versionId?: string } | undefined;
}

/** A page of the versions of a bucket, by their keys, the newest first. */
export function listVersions(bucket: Bucket, asked: AskedVersions): VersionPage {
  const versions: Version[] = [];
  const prefixes: string[] = [];
  let last: VersionPage['next'];
  for (const entry of versionEntries(bucket, asked)) {
    if (versions.length + prefixes.length === asked.max) return { versions, prefixes, next: last };
    if (typeof entry === 'string') prefixes.push(entry);
    else versions.push(entry);
    last = typeof entry === 'string' ? { key: entry } : entry;
  }
  return { versions, prefixes, next: undefined };
}

/** Versions, and common prefixes as texts. */
function* versionEntries(bucket: Bucket, asked: AskedVersions): Iterable<Version | string> {
  yield* olderThanMarker(bucket, asked);
  for (const { text, isPrefix } of entriesOf(bucket, asked, () => true)) {
    if (isPrefix) yield text;
    else yield* bucket.versionsOf(text);
  }
}

/** All of the key's versions where the one that was listed last has been deleted since (recorded). */
function olderThanMarker(
  bucket: Bucket,
  { prefix, after, versionAfter }: AskedVersions,
): readonly Version[] {
  if (versionAfter === '' || !after.startsWith(prefix)) return [];
  const versions = bucket.versionsOf(after);
  const marked = versions.findIndex(({ versionId }) => versionId === versionAfter);
  return versions.slice(marked + 1);
}
