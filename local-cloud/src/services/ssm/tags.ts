import type { ResourceTypeForTagging, Tag } from '@aws-sdk/client-ssm';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { Parameters } from './parameters.ts';

const MOST_TAGS = 50;

/** Tags with others. Throws TooManyTagsError. */
export function withTags(
  tags: ReadonlyMap<string, string>,
  added: readonly Tag[],
): Map<string, string> {
  const all = new Map(tags);
  for (const { Key = '', Value = '' } of added) all.set(Key, Value);
  if (all.size <= MOST_TAGS) return all;
  throw new AwsError('TooManyTagsError', 'Too many tags.');
}

interface Tagged {
  readonly ResourceType?: ResourceTypeForTagging | undefined;
  readonly ResourceId?: string | undefined;
}

/** Only parameters are there to be tagged. Throws InvalidResourceId. */
export function tagsOf(
  parameters: Parameters,
  { ResourceType, ResourceId: name = '' }: Tagged,
): ReadonlyMap<string, string> {
  if (ResourceType !== 'Parameter') throw notSupported('SSM', `tags of a ${ResourceType}`);
  const tags = parameters.find(name)?.tags;
  if (tags !== undefined) return tags;
  throw new AwsError(
    'InvalidResourceId',
    'The resource ID is not valid. Verify the ID and try again.',
  );
}
