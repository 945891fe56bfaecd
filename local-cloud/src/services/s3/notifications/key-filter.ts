import type { FilterRule } from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import { invalidArgument } from '../errors.ts';

/** Which keys a configuration is for: those that begin and end so. */
export interface KeyFilter {
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * The rules as S3 keeps them: the prefix first, and their names with a capital (recorded).
 * Errors: InvalidArgument for another name, for a name twice, for more than 1,024 bytes.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
export function keptRules(rules: readonly FilterRule[]): FilterRule[] {
  // The API model has the names in small letters only.
  const kept = rules.map(({ Name = '', Value = '' }) => {
    checkValue(Value);
    return { Name: nameOf(Name), Value };
  });
  for (const name of ['Prefix', 'Suffix'] as const) {
    if (kept.filter(({ Name }) => Name === name).length > 1) throw givenTwice(name);
  }
  return kept.sort((a, b) => (a.Name < b.Name ? -1 : 1)) as unknown as FilterRule[];
}

function nameOf(name: string): 'Prefix' | 'Suffix' {
  if (/^prefix$/i.test(name)) return 'Prefix';
  if (/^suffix$/i.test(name)) return 'Suffix';
  throw invalidArgument(
    'filter rule name must be either prefix or suffix',
    'FilterRule.Name',
    name,
  );
}

function checkValue(value: string): void {
  if (Buffer.byteLength(value) <= 1024) return;
  throw invalidArgument(
    'Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation',
    'FilterRule.Value',
    value,
  );
}

function givenTwice(name: string): AwsError {
  const word = name.toLowerCase();
  return new AwsError('InvalidArgument', `Cannot specify more than one ${word} rule in a filter.`);
}

export function keyFilter(rules: readonly FilterRule[] = []): KeyFilter {
  const value = (name: string) => rules.find((rule) => rule.Name === name)?.Value ?? '';
  return { prefix: value('Prefix'), suffix: value('Suffix') };
}

/** @param key in the encoding that notifications have keys in, which is that of filters, too */
export function passes({ prefix, suffix }: KeyFilter, key: string): boolean {
  return key.startsWith(prefix) && key.endsWith(suffix);
}

/** Whether there are keys that pass both. */
export function overlap(a: KeyFilter, b: KeyFilter): boolean {
  return (
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  );
}

/** As notifications have keys: like a form, but for the slash. `a b@c/d` is `a+b%40c/d`. */
export function encodedKey(key: string): string {
  return new URLSearchParams({ key }).toString().slice('key='.length).replaceAll('%2F', '/');
}
