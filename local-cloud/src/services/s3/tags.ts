import { AwsError } from '../../core/errors.ts';
import { invalidArgument } from './errors.ts';

/** Of an object; a bucket has up to 50. */
export const MOST_OBJECT_TAGS = 10;

/**
 * The tags in the header `x-amz-tagging`, which are written as a query.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export function parseTagging(header: string | undefined): Record<string, string> {
  if (header === undefined) return {};
  const entries = [...new URLSearchParams(header)];
  const tags = Object.fromEntries(entries);
  if (Object.keys(tags).length < entries.length || header.includes(',')) throw badHeader(header);
  checkTags(entries.map(([Key, Value]) => ({ Key, Value })));
  return tags;
}

function badHeader(value: string): AwsError {
  return invalidArgument(
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    'x-amz-tagging',
    value,
  );
}

interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

/** Throws InvalidTag, or BadRequest for too many. */
export function checkTags(tags: readonly Tag[], most = MOST_OBJECT_TAGS): void {
  if (tags.length > most) {
    throw new AwsError('BadRequest', `Object tags cannot be greater than ${most}`);
  }
  const seen = new Set<string>();
  for (const { Key = '', Value = '' } of tags) {
    if (!isText(Key, 1, 128)) {
      throw invalidTag('The TagKey you have provided is invalid', { TagKey: Key });
    }
    if (!isText(Value, 0, 256)) {
      throw invalidTag('The TagValue you have provided is invalid', {
        TagKey: Key,
        TagValue: Value,
      });
    }
    if (seen.has(Key)) {
      throw invalidTag('Cannot provide multiple Tags with the same key', { TagKey: Key });
    }
    if (Key.startsWith('aws:')) {
      throw invalidTag('Your TagKey cannot be prefixed with aws:', { TagKey: Key });
    }
    seen.add(Key);
  }
}

function isText(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}

export function invalidTag(message: string, members: Record<string, string> = {}): AwsError {
  return new AwsError('InvalidTag', message, { members });
}
