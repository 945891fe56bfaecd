import type { Tag } from '@aws-sdk/client-sagemaker';

export function tagsOf(tags: readonly Tag[] = []): Map<string, string> {
  return new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export function tagList(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
