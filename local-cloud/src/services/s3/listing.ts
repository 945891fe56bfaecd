import type { Bucket } from './bucket.ts';

export interface Asked {
  readonly prefix: string;
  readonly delimiter: string;
  /** Only what comes after this. */
  readonly after: string;
  readonly max: number;
}

export interface Page {
  readonly keys: readonly string[];
  /** What keys have in common up to the delimiter. */
  readonly prefixes: readonly string[];
  /** The last of both; undefined: nothing is left to be listed. */
  readonly next: string | undefined;
}

/** The most that a list has, in keys and common prefixes. */
export const MAX_KEYS = 1000;

/**
 * A page of the keys of a bucket for which `has` holds.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
export function listKeys(
  { keys: sorted }: Bucket,
  asked: Asked,
  has: (key: string) => boolean,
): Page {
  const { prefix, delimiter, after, max } = asked;
  const keys: string[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  let index = firstIndex(sorted, asked);
  for (let key = sorted.at(index); key?.startsWith(prefix); key = sorted.at(index)) {
    const common = commonPrefix(key, prefix, delimiter);
    const isListed =
      common === undefined ? has(key) : common !== after && hasAny(sorted, index, common, has);
    if (isListed && keys.length + prefixes.length === max) return { keys, prefixes, next: last };
    if (isListed) {
      last = common ?? key;
      (common === undefined ? keys : prefixes).push(last);
    }
    index = common === undefined ? index + 1 : sorted.after(common, true);
  }
  return { keys, prefixes, next: undefined };
}

function firstIndex(sorted: Bucket['keys'], { prefix, after }: Asked): number {
  const begin = sorted.from(prefix);
  return after === '' ? begin : Math.max(begin, sorted.after(after));
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function hasAny(
  sorted: Bucket['keys'],
  from: number,
  common: string,
  has: (key: string) => boolean,
): boolean {
  let index = from;
  for (let key = sorted.at(index); key?.startsWith(common); key = sorted.at(index)) {
    if (has(key)) return true;
    index += 1;
  }
  return false;
}

/** As lists write keys where they are asked for `EncodingType=url`. */
export function encoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType !== 'url') return (text) => text;
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%20', '+')
      .replaceAll('%2F', '/')
      .replace(/[!'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
