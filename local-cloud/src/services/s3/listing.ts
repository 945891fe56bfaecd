import type { Bucket } from './bucket.ts';
import { invalidArgument } from './errors.ts';

export interface Asked {
  readonly prefix: string;
  readonly delimiter: string;
  /** Only what comes after this. */
  readonly after: string;
  readonly max: number;
}

/** A key, or what keys have in common up to the delimiter. */
export interface Entry {
  readonly text: string;
  readonly isPrefix: boolean;
}

export interface Page {
  readonly keys: readonly string[];
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
export function listKeys(bucket: Bucket, asked: Asked, has: (key: string) => boolean): Page {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  for (const { text, isPrefix } of entriesOf(bucket, asked, has)) {
    if (keys.length + prefixes.length === asked.max) return { keys, prefixes, next: last };
    (isPrefix ? prefixes : keys).push(text);
    last = text;
  }
  return { keys, prefixes, next: undefined };
}

/** All that there is to be listed, in order. */
export function* entriesOf(
  { keys: sorted }: Bucket,
  asked: Asked,
  has: (key: string) => boolean,
): Iterable<Entry> {
  const { prefix, delimiter, after } = asked;
  let index = firstIndex(sorted, asked);
  for (let key = sorted.at(index); key?.startsWith(prefix); key = sorted.at(index)) {
    const common = commonPrefix(key, prefix, delimiter);
    if (common === undefined) {
      if (has(key)) yield { text: key, isPrefix: false };
      index += 1;
    } else {
      const isListed = !after.startsWith(common) && hasAny(sorted, index, common, has);
      if (isListed) yield { text: common, isPrefix: true };
      index = sorted.after(common, true);
    }
  }
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

/** As lists write keys where they are asked for `EncodingType=url`. Throws InvalidArgument. */
export function encoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== 'url') {
    const message = 'Invalid Encoding Method specified in Request';
    throw invalidArgument(message, 'encoding-type', encodingType);
  }
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%20', '+')
      .replaceAll('%2F', '/')
      .replace(/[!'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
