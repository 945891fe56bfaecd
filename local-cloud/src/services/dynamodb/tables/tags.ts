import type { Tag } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';

const MAX_TAGS = 50;

/** Throws ValidationException if these cannot be all of a table's tags. */
export function checkTags(tags: readonly Tag[]): void {
  if (tags.length > MAX_TAGS) {
    throw validation(`Too many tags: a table can have ${MAX_TAGS}, not ${tags.length}`);
  }
}
