import type { Tag } from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';

const MAX_TAGS = 50;

/** The characters of tags: letters, numbers, white space and some signs. */
const ALLOWED = /^[\p{L}\p{N}\p{Z}+\-=._:/@]*$/u;

/** Throws ValidationException if these cannot be all of a table's tags. */
export function checkTags(tags: readonly Tag[]): void {
  if (tags.length > MAX_TAGS) {
    throw validation(`Too many tags: a table can have ${MAX_TAGS}, not ${tags.length}`);
  }
  for (const { Key: key = '', Value: value = '' } of tags) {
    checkText('key', key, 1, 128);
    checkText('value', value, 0, 256);
  }
}

function checkText(what: string, text: string, least: number, most: number): void {
  if (text.length < least || text.length > most) {
    throw invalidValues(`A tag's ${what} must be ${least} to ${most} characters long: ${text}`);
  }
  if (ALLOWED.test(text)) return;
  throw invalidValues(`A tag's ${what} has characters that are not allowed: ${text}`);
}
