import type { Tag } from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import { checkTags, invalidTag } from './tags.ts';

const MOST_BUCKET_TAGS = 50;

type Tags = Readonly<Record<string, string>>;

/**
 * The tags that a bucket is given. Undefined: none, as where there never were any.
 * Errors: InvalidTag, BadRequest for more than 50.
 */
export function bucketTags(tags: readonly Tag[]): Tags | undefined {
  const reserved = tags.find(({ Key = '' }) => Key.startsWith('aws:'));
  if (reserved !== undefined) {
    const message = 'System tags cannot be added/updated by requester';
    throw invalidTag(message, { TagKey: reserved.Key! });
  }
  return checkedTags(tags);
}

/** The tags that a bucket is created with, about which S3 has other words (recorded). */
export function newBucketTags(tags: readonly Tag[]): Tags | undefined {
  if (tags.some(({ Key = '' }) => Key.startsWith('aws:'))) {
    throw invalidTag(
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    );
  }
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw internalError();
  return checkedTags(tags);
}

function checkedTags(tags: readonly Tag[]): Tags | undefined {
  if (tags.length > MOST_BUCKET_TAGS) {
    throw new AwsError('BadRequest', `Bucket tag count cannot be greater than ${MOST_BUCKET_TAGS}`);
  }
  checkTags(tags as Required<Tag>[], MOST_BUCKET_TAGS);
  if (tags.length === 0) return undefined;
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key!, Value!]));
}

function internalError(): AwsError {
  return new AwsError('InternalError', 'We encountered an internal error. Please try again.', {
    status: 500,
  });
}
