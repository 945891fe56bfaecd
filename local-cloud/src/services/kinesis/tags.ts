import type { Tag } from '@aws-sdk/client-kinesis';
import type { Consumer } from './consumer.ts';
import { invalidArgument } from './errors.ts';
import type { Stream } from './stream.ts';

const MOST = 50;
/** Letters, numbers, white space and some signs. */
const TEXT = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

interface Tagged {
  readonly name: string;
  readonly account: string;
  /** The keys it has already. */
  readonly keys: Iterable<string>;
}

/** Throws InvalidArgumentException for tags that a stream or a consumer cannot be given, too where it is created. */
export function checkTags(
  { name, account, keys }: Tagged,
  added: Readonly<Record<string, string>>,
): void {
  const texts = Object.entries(added).flat();
  if (!texts.every((text) => TEXT.test(text))) {
    throw invalidArgument(
      'Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.',
    );
  }
  const reserved = Object.keys(added).find((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) {
    throw invalidArgument(
      `The tag key ${reserved} begins with aws:, which is reserved for AWS. Choose another one.`,
    );
  }
  if (new Set([...keys, ...Object.keys(added)]).size <= MOST) return;
  throw invalidArgument(
    `Failed to add tags to stream ${name} under account ${account} because a given stream cannot have more than ${MOST} tags associated with it.`,
  );
}

/** Throws InvalidArgumentException; then nothing is added. */
export function addTags(
  { name, settings }: Stream | Consumer,
  added: Readonly<Record<string, string>>,
  account: string,
): void {
  checkTags({ name, account, keys: settings.tags.keys() }, added);
  for (const [key, value] of Object.entries(added)) settings.tags.set(key, value);
}

/** In the order of their keys. */
export function tagList({ settings }: Stream | Consumer): Tag[] {
  return [...settings.tags]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}
