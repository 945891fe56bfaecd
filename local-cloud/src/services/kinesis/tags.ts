import type { Tag } from '@aws-sdk/client-kinesis';
import { invalidArgument } from './errors.ts';
import type { Stream } from './stream.ts';

const MOST = 50;
/** Letters, numbers, white space and some signs. */
const TEXT = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

/** Throws InvalidArgumentException; then nothing is added. */
export function addTags(
  { name, settings }: Stream,
  added: Readonly<Record<string, string>>,
  account: string,
): void {
  if (
    Object.entries(added)
      .flat()
      .some((text) => !TEXT.test(text))
  ) {
    throw invalidArgument(
      'Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.',
    );
  }
  const keys = new Set([...settings.tags.keys(), ...Object.keys(added)]);
  if (keys.size > MOST) {
    throw invalidArgument(
      `Failed to add tags to stream ${name} under account ${account} because a given stream cannot have more than ${MOST} tags associated with it.`,
    );
  }
  for (const [key, value] of Object.entries(added)) settings.tags.set(key, value);
}

/** In the order of their keys. */
export function tagList({ settings }: Stream): Tag[] {
  return [...settings.tags]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}
