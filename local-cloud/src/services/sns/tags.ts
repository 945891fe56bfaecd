import type { Tag } from '@aws-sdk/client-sns';
import { invalidParameter } from './errors.ts';

/** @throws InvalidParameterException for a key that is given twice (recorded) */
export function tagsOf(tags: readonly Tag[]): Map<string, string> {
  const read = new Map(tags.map(({ Key, Value }) => [Key!, Value ?? '']));
  if (read.size < tags.length) throw invalidParameter('Duplicated keys are not allowed.');
  return read;
}
