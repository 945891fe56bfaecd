import type { Tag } from '@aws-sdk/client-sfn';
import { AwsError } from '../../core/errors.ts';
import { parseArn } from './arn.ts';
import type { Context } from './context.ts';
import { resourceNotFound } from './errors.ts';

/** The most tags a resource may have. */
const MAX_TAGS = 50;

/** Tags by key; of two with the same key the last counts. */
export function readTags(tags: readonly Tag[] = [], present = new Map<string, string>()) {
  const all = new Map(present);
  for (const { key, value } of tags) all.set(key ?? '', value ?? '');
  if (all.size <= MAX_TAGS) return all;
  throw new AwsError('TooManyTags', `Too many tags: a resource may have ${MAX_TAGS}`);
}

/**
 * The tags of a state machine or an activity. Throws InvalidArn, or ResourceNotFound also for
 * versions and aliases, which have none (recorded).
 */
export function tagsOf(context: Context, resourceArn: string): Map<string, string> {
  const arn = parseArn(resourceArn, 'stateMachine', 'activity');
  const resource =
    arn.type === 'activity' ? context.activities.find(arn.text) : context.machines.find(arn.text);
  if (resource === undefined) throw resourceNotFound(resourceArn);
  return resource.tags;
}
