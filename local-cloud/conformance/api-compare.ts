import type { AwsError } from '../src/core/errors.ts';
import { isObject, type Json } from '../src/core/json.ts';
import { differences } from './compare.ts';
import type { Fixture } from './fixtures.ts';

type Expectations = Readonly<Record<string, Json>>;

/**
 * Members that AWS has added to its answers over the years: what a recording does not have of them
 * is no difference.
 */
const ADDED = new Set([
  'encryptionConfiguration',
  'failuresNotRedrivable',
  'pendingRedrive',
  'redriveCount',
  'redriveStatus',
  'redriveStatusReason',
]);

/** boto3 refused the parameters itself: AWS was never asked. */
export function isClientSide(expect: Expectations | undefined): boolean {
  return Object.values(expect ?? {}).some((value) =>
    JSON.stringify(value).includes('Parameter validation failed'),
  );
}

/** What differs between the recorded answer and ours. */
export function answerDifferences(
  expect: Expectations,
  answer: object,
  fixture: Fixture,
): string[] {
  return Object.values(expect).flatMap((expected) =>
    differences(expected, aligned(answer, expected), {
      wildcards: new Set(fixture.wildcards),
      ignore: new Set(['ResponseMetadata']),
    }),
  );
}

/**
 * Our answer in the form of the recording: dates are whatever the recording calls them, members
 * that it does not know yet are left out, and so are names that the recording changed.
 */
export function aligned(actual: unknown, expected: unknown): unknown {
  if (actual instanceof Date) return typeof expected === 'string' ? expected : actual.toISOString();
  if (typeof actual === 'string' && typeof expected === 'string') return renamed(actual, expected);
  if (Array.isArray(actual)) {
    return actual.map((item, index) =>
      aligned(item, Array.isArray(expected) ? expected[index] : undefined),
    );
  }
  if (typeof actual !== 'object' || actual === null || !isObject(expected)) return actual;
  const entries = Object.entries(actual)
    .filter(([name]) => name in expected || !ADDED.has(name))
    .map(([name, value]) => [name, aligned(value, expected[name])]);
  return Object.fromEntries(entries);
}

/** Names that the recording replaced without brackets around them. */
const REPLACED = [/:state_machine_alias(?:_base)?_name-([\w]+)$/, /:log_group_name:\*$/];

function renamed(actual: string, expected: string): string {
  for (const pattern of REPLACED) {
    const [, suffix = ''] = pattern.exec(expected) ?? [];
    if (pattern.test(expected) && actual.includes(suffix)) return expected;
  }
  return actual;
}

/** What differs between the recorded exception and ours: its type, its text, its status. */
export function failureDifferences(
  expect: Expectations,
  operation: string,
  error: AwsError,
  fixture: Fixture,
): string[] {
  const sentence = `An error occurred (${error.code}) when calling the ${operation} operation: ${error.message}`;
  const ours = {
    Error: { Code: error.code, Message: error.message },
    message: error.message,
    ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: error.status },
    exception_typename: error.code,
    exception_value: sentence,
  };
  return Object.values(expect).flatMap((expected) => {
    if (!isObject(expected)) return versionless(expected, sentence, fixture);
    const told = Object.keys(expected).map((name) => [name, ours[name as keyof typeof ours]]);
    return versionless(expected, Object.fromEntries(told), fixture);
  });
}

/** Recordings of versions name a version that was not there by any number. */
function versionless(expected: Json, actual: unknown, { wildcards }: Fixture): string[] {
  const strip = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replace(/(Does Not Exist: '[^']*:)\d+'/g, "$1N'"));
  return differences(strip(expected), strip(actual), { wildcards: new Set(wildcards) });
}
