import type { Tag } from '@aws-sdk/client-sns';
import { AwsError } from '../../core/errors.ts';
import { invalidParameter } from './errors.ts';

/** @throws InvalidParameterException for a key that is given twice (recorded) */
export function tagsOf(tags: readonly Tag[]): Map<string, string> {
  const read = new Map(tags.map(({ Key, Value }) => [Key!, Value ?? '']));
  if (read.size < tags.length) throw invalidParameter('Duplicated keys are not allowed.');
  return read;
}

const MOST_TAGS = 50;

/**
 * The tags of a topic with others.
 *
 * @throws TagLimitExceededException
 */
export function withTags(
  tags: ReadonlyMap<string, string>,
  added: ReadonlyMap<string, string>,
): Map<string, string> {
  const all = new Map([...tags, ...added]);
  if (all.size <= MOST_TAGS) return all;
  throw new AwsError(
    'TagLimitExceededException',
    'Could not complete request: tag quota of per resource exceeded',
  );
}
