import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { answerDifferences } from './alike.ts';
import type { Answer } from './answer.ts';
import { toldByS3 } from './notifications.ts';

/**
 * What differs between a recorded answer and ours. A test records a whole answer, something out of
 * one, or what it gathered from several: that is looked for in the answers since the last match,
 * and in earlier ones where there are none. Undefined: no answer is of such a form.
 *
 * @param since the number of answers that the last match had seen
 */
export function matchDifferences(
  expected: Json,
  answers: readonly Answer[],
  since: number,
  bound: Map<string, string>,
): string[] | undefined {
  const recent = [...answers.slice(since).reverse(), ...answers.slice(0, since).reverse()];
  const whole = recent.filter((answer) => isAnswerOf(answer, expected));
  if (isObject(expected) && 'ResponseMetadata' in expected) {
    const fresh = whole.filter((answer) => answers.indexOf(answer) >= since);
    // An answer of another form, like an error that AWS did not give, is a difference too.
    const other = answers.slice(since).filter(({ byFixture }) => !byFixture);
    const candidates = fresh.length > 0 ? fresh : [...whole, ...other.reverse()].slice(0, 1);
    if (candidates.length === 0) return undefined;
    const Messages = arranged(messagesOf(answers.slice(since)), expected.Messages);
    const together = expected.Messages ? [{ Messages, ResponseMetadata: metadata(200) }] : [];
    return closest(expected, [...candidates.map(({ value }) => value), ...together], bound);
  }
  const parts = recent.flatMap(({ value }) => partsOf(value));
  const gathered = gatheredFrom(answers.slice(since), expected);
  const found = [...parts, ...gathered].some(
    (part) => answerDifferences(expected, part, bound).length === 0,
  );
  if (found) return [];
  return closest(
    expected,
    [...parts, ...gathered].filter((part) => isLike(part, expected)),
    bound,
  );
}

/** Whether the recorded answer can be one of the operation. */
export function isAnswerOf({ failed, members }: Answer, expected: Json): boolean {
  if (!isObject(expected)) return false;
  if (failed || 'Error' in expected) return failed && 'Error' in expected;
  return Object.keys(expected).every(
    (name) => name === 'ResponseMetadata' || members.includes(name),
  );
}

function closest(
  expected: Json,
  candidates: readonly Json[],
  bound: Map<string, string>,
): string[] | undefined {
  const tried = candidates.map((candidate) => answerDifferences(expected, candidate, bound));
  return tried.sort((a, b) => a.length - b.length)[0];
}

/** Everything within an answer, the largest first; texts that hold JSON count as what they hold. */
function partsOf(value: Json): Json[] {
  if (typeof value === 'string') {
    const inner = parsed(value);
    return inner === undefined ? [value] : [value, ...partsOf(inner)];
  }
  if (typeof value !== 'object' || value === null) return [value];
  const { ResponseMetadata: _, ...members } = value as Record<string, Json>;
  const own = Array.isArray(value) ? value : members;
  return [own as Json, ...Object.values(own).flatMap((item) => partsOf(item))];
}

function parsed(text: string): Json | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What tests gather from several answers: the messages that were received, records by their data. */
function gatheredFrom(answers: readonly Answer[], expected: Json): Json[] {
  const messages = arranged(messagesOf(answers), isObject(expected) ? expected.Messages : expected);
  const bodies = messages.map((message) => (message as { Body: string }).Body);
  const read = bodies.map((body) => parsed(body) ?? body);
  const records = answers.flatMap(({ value }) => (value.Records as JsonObject[] | undefined) ?? []);
  const given = arranged(recordsOf(answers), isObject(expected) ? expected.Records : expected);
  const sorted = records.sort((a, b) => (String(a.Data) < String(b.Data) ? -1 : 1));
  return [
    ...[messages, { Messages: messages }, { messages: read }, read, sorted],
    ...[given, { Records: given }],
    ...toldByS3(read, expected),
  ];
}

/** The records in all events that functions were given. */
function recordsOf(answers: readonly Answer[]): Json[] {
  const events = answers.flatMap(({ operation, value }) =>
    operation === 'printed' ? (value.events as JsonObject[]) : [],
  );
  return events.flatMap(({ Records }) => (Records as Json[] | undefined) ?? []);
}

/** The messages in the recording's order: tests sort them, since a standard queue has none. */
function arranged(messages: readonly Json[], expected: Json | undefined): Json[] {
  if (!Array.isArray(expected)) return [...messages];
  const left = [...messages];
  const found = expected.flatMap((wanted) => {
    const body = (message: Json): Json => {
      const { Body, body = null } = (message ?? {}) as { Body?: Json; body?: Json };
      return Body ?? body;
    };
    const index = left.findIndex(
      (message) => answerDifferences(body(wanted), body(message), new Map()).length === 0,
    );
    return index === -1 ? [] : left.splice(index, 1);
  });
  return [...found, ...left];
}

function messagesOf(answers: readonly Answer[]): Json[] {
  return answers.flatMap(({ value }) => (value.Messages as Json[] | undefined) ?? []);
}

function metadata(HTTPStatusCode: number) {
  return { HTTPHeaders: {}, HTTPStatusCode };
}

function isLike(part: Json, expected: Json): boolean {
  if (Array.isArray(part) !== Array.isArray(expected)) return false;
  if (typeof part === 'string' && typeof expected === 'string') {
    return part.slice(0, 4) === expected.slice(0, 4);
  }
  if (!isObject(part) || !isObject(expected)) return typeof part === typeof expected;
  return Object.keys(part).some((name) => name in expected);
}
