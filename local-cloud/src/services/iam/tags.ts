import type { Tag } from '@aws-sdk/client-iam';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import { limitExceeded } from './errors.ts';

/** Tags keep the order they were set in; their keys are not case-sensitive. */
export type Tags = Map<string, { readonly Key: string; readonly Value: string }>;

export const SAVED_TAGS = z.map(z.string(), z.strictObject({ Key: z.string(), Value: z.string() }));

/** @throws InvalidInputException, LimitExceededException (50 tags) */
export function addTags(tags: Tags, added: readonly Tag[]): void {
  const keys = added.map(({ Key = '' }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw new AwsError(
      'InvalidInputException',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  const merged = new Set([...tags.keys(), ...keys]);
  if (merged.size > 50) throw limitExceeded('Cannot exceed quota for TagsPerResource: 50');
  for (const { Key = '', Value = '' } of added) tags.set(Key.toLowerCase(), { Key, Value });
}

export function removeTags(tags: Tags, keys: readonly string[]): void {
  for (const key of keys) tags.delete(key.toLowerCase());
}

export function listTags(tags: Tags): Tag[] {
  return [...tags.values()];
}
