import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { answerDifferences } from './alike.ts';

/**
 * What tests gather of what S3 told a queue, itself or by way of a topic or of EventBridge: events
 * or their records, in the order of the recording (a queue has none), without S3's test events.
 *
 * @param bodies of the messages, read as JSON
 */
export function toldByS3(bodies: readonly Json[], expected: Json): Json[] {
  const told = bodies
    .filter((body) => !JSON.stringify(body).includes('s3:TestEvent'))
    .map((body) => asRecorded(asRead(body)));
  const records = told.flatMap((body) => recordsOf(body) ?? []);
  const wanted = isObject(expected) ? expected.messages : expected;
  return [told, records, told.filter((body) => !isCreation(body))].flatMap((all) => {
    const arranged = inOrderOf(wanted, all);
    return [arranged, { messages: arranged }];
  });
}

/** Of the object that a test works with: some wait for what comes after it, and leave it out. */
function isCreation(body: Json): boolean {
  return isObject(body) && body['detail-type'] === 'Object Created';
}

function recordsOf(body: Json): Json[] | undefined {
  return isObject(body) && Array.isArray(body.Records) ? body.Records : undefined;
}

/** A topic's message with what it holds. */
function asRead(body: Json): Json {
  if (!isObject(body) || typeof body.Message !== 'string') return body;
  try {
    return { ...body, Message: JSON.parse(body.Message) as JsonObject };
  } catch {
    return body;
  }
}

/** The words that recordings have for ids of requests and places in the order, where they are there. */
function asRecorded(value: Json, name = ''): Json {
  if (typeof value === 'string') return WORDS[name] ?? value;
  if (Array.isArray(value)) return value.map((item) => asRecorded(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, item]) => [member, asRecorded(item, member)]),
  );
}

const WORDS: Readonly<Record<string, string>> = {
  'x-amz-id-2': 'amz-id',
  'x-amz-request-id': 'amz-request-id',
  sequencer: 'object-sequencer',
};

function inOrderOf(wanted: Json | undefined, all: readonly Json[]): Json[] {
  const left = [...all];
  const found = (Array.isArray(wanted) ? wanted : []).flatMap((one) => {
    const index = left.findIndex((each) => answerDifferences(one, each, new Map()).length === 0);
    return index < 0 ? [] : left.splice(index, 1);
  });
  return [...found, ...left];
}
