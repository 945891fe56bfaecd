import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { differences, mayBeJson } from '../compare.ts';
import { pythonBytes } from './answer.ts';
import { ACCOUNT, REGION } from './world.ts';

/** What differs between the recorded answer and ours. Bindings are kept when nothing does. */
export function answerDifferences(
  expected: Json,
  actual: unknown,
  bound: Map<string, string>,
): string[] {
  const recorded = localised(expected);
  const tried = new Map(bound);
  const found = differences(recorded, inFormOf(recorded, actual), { bound: tried });
  if (found.length === 0) for (const [name, value] of tried) bound.set(name, value);
  return found;
}

/** What was localised before: a recorded answer is held against many of ours. */
const known = new WeakMap<object, Json>();

/** The recording with the partition and the region that we have. */
function localised(expected: Json): Json {
  if (typeof expected !== 'object' || expected === null) return localisedCopy(expected);
  const copy = known.get(expected) ?? localisedCopy(expected);
  known.set(expected, copy);
  return copy;
}

function localisedCopy(expected: Json): Json {
  const text = JSON.stringify(expected)
    .replaceAll('<partition>', 'aws')
    .replaceAll('<region>', REGION)
    // The account of AWS's documentation is in requests what every account is.
    .replaceAll('123456789012', ACCOUNT)
    .replace(/https?:\/\/[\w.-]*localhost\.localstack\.cloud(?::\d+)?/g, '<endpoint>');
  return JSON.parse(text) as Json;
}

/**
 * Our answer in the form of the recording: moments are whatever the recording calls them, tokens
 * are opaque, texts that the recording parsed are parsed, and who calls is a user there and the
 * account's root here.
 */
export function inFormOf(expected: Json | undefined, actual: unknown, name = ''): unknown {
  if (typeof expected === 'string') return textInFormOf(expected, actual, name);
  if (name === 'HTTPHeaders') return headersInFormOf(expected, actual);
  const value = typeof actual === 'string' && isContainer(expected) ? parsed(actual) : actual;
  if (Array.isArray(value)) {
    if (SETS.has(name) && isSameSet(expected, value)) return expected;
    return value.map((item, index) =>
      inFormOf(Array.isArray(expected) ? expected[index] : undefined, item, name),
    );
  }
  if (!isObject(value) || !isObject(expected)) return value;
  const entries = Object.entries(value).filter(([member]) => !isUntold(member, expected));
  return normalised(
    expected,
    Object.fromEntries(
      entries.map(([member, item]) => [member, inFormOf(expected[member], item, member)]),
    ),
  );
}

/** Lists of policies whose order means nothing. */
const SETS = new Set(['AWS', 'Action', 'Resource', 'Service']);

function isSameSet(expected: Json | undefined, actual: readonly unknown[]): boolean {
  return (
    Array.isArray(expected) && differences(expected.toSorted(), actual.toSorted()).length === 0
  );
}

/** Members of our own making, and of an exception's shape: a recording has them or has not. */
function isUntold(member: string, expected: JsonObject): boolean {
  if (member in expected) return false;
  return member === 'exception' || ('Error' in expected && member !== 'ResponseMetadata');
}

/** Members that the recording has changed. `_normalized` is the message without the position that JSON could not be read at. */
function normalised(expected: JsonObject, actual: Record<string, unknown>): object {
  // A test that has read a body to its end records an empty one.
  if (expected.Body === '' && expected.ContentLength !== 0) return { ...actual, Body: '' };
  if (!('_normalized' in expected)) return actual;
  return { ...actual, _normalized: String(actual.Message).split('\n')[0]! };
}

function textInFormOf(expected: string, actual: unknown, name: string): unknown {
  // The name of a member stands for whatever it holds.
  if (isMask(name, expected)) return expected;
  if (typeof actual !== 'string') return isMoment(expected) && isTime(actual) ? expected : actual;
  if (isMoment(expected) && isTime(actual)) return expected;
  if (/(?:Token|Marker)$/.test(name)) return expected;
  if (/^b['"]/.test(expected) && pythonBytes(Buffer.from(actual)) === expected) return expected;
  return undated(expected, actual).replace(`arn:aws:iam::${ACCOUNT}:root`, (root) =>
    expected.includes(':user/') ? `arn:aws:iam::${ACCOUNT}:user/root` : root,
  );
}

/** A moment within a text, where the recording has the word for one. */
function undated(expected: string, actual: string): string {
  return /\bdate\b/.test(expected) ? actual.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'date') : actual;
}

/** Words that stand for the ends of a shard's range, for an account, and for targets of rules. */
const WORDS = /^(?:starting_hash|ending_hash|owner-id|target-(?:arn|id)(?:-\w+)?)$/;

/** Whether a recorded text is but the name of its member: `DisplayName: "display-name"`. */
export function isMask(name: string, recorded: string): boolean {
  const parted = name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const joined = name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return recorded === name || recorded === parted || recorded === joined || WORDS.test(recorded);
}

function headersInFormOf(expected: Json | undefined, actual: unknown): unknown {
  if (!isObject(expected) || !isObject(actual)) return actual;
  const told = Object.keys(expected).filter((name) => name in actual);
  return Object.fromEntries(
    told.map((name) => [name, inFormOf(expected[name], actual[name], name)]),
  );
}

/** The words that stand for moments: `date`, `timestamp`, `<approximate-first-receive-timestamp>`. */
export function isMoment(expected: string): boolean {
  return /^<?[a-z-]*(?:date|time|timestamp|expiration|expires)(?::[^>]*)?>?$/.test(expected);
}

function isTime(actual: unknown): boolean {
  if (typeof actual === 'number') return true;
  if (typeof actual !== 'string') return false;
  return /^\d{10,13}(?:\.\d+)?$/.test(actual) || !Number.isNaN(Date.parse(actual));
}

function isContainer(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  if (!mayBeJson(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
