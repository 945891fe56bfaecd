import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { isMask, isMoment } from './alike.ts';
import { isCall, type Recording, stepsOf } from './recordings.ts';

/** The member of a request that is no literal. */
export interface Asked {
  readonly operation: string;
  readonly name: string;
  /** The step of the request among those of the recording. */
  readonly step: number;
}

/** Members that echo what a request said under another name. */
const ECHOES: Readonly<Record<string, readonly string[]>> = {
  Message: ['Message', 'Body'],
  MessageBody: ['Body', 'Records.body'],
};

/** Members that hold ARNs of what a test made. */
const WITH_ARNS = new Set(['DestinationConfig', 'Policy']);

/**
 * What the answers after a step echo of a member of its request. Undefined: nothing, or something
 * that the recording does not show whole.
 *
 * @param local what a recorded ARN is here
 */
export function echoOf(
  recording: Recording,
  asked: Asked,
  local: (arn: string) => string,
): Json | undefined {
  if (!/^[A-Z]/.test(asked.name)) return undefined;
  const answers = answersAfter(recording, asked.step);
  const gathered = GATHERED[`${asked.operation}.${asked.name}`]?.(answers, recording, asked.step);
  if (gathered !== undefined) return gathered;
  for (const echo of ECHOES[asked.name] ?? [asked.name]) {
    for (const answer of answers) {
      const told = withinAll(answer, echo.split('.'));
      const found = WITH_ARNS.has(echo) ? localised(told, local) : told;
      if (found !== undefined && isTold(echo, found)) return found;
    }
  }
  return undefined;
}

function answersAfter(recording: Recording, step: number): Json[] {
  const { 'recorded-content': content } = recording;
  return stepsOf(recording)
    .slice(step)
    .flatMap((one) => (isCall(one) ? [] : [content[one.match] ?? null]));
}

type Gather = (answers: readonly Json[], recording: Recording, step: number) => Json | undefined;

/** Members that several answers tell together. */
const GATHERED: Readonly<Record<string, Gather>> = {
  'PutRecord.Data': (answers) => recordsIn(answers)[0]?.Data,
  'PutRecords.Records': (answers, recording, step) => {
    const calls = stepsOf(recording).flatMap((one, at) =>
      isCall(one) && /:put_?records$/i.test(one.call) ? [at] : [],
    );
    // Each of several such calls put as many.
    const records = recordsIn(answers);
    const size = records.length / calls.length;
    const from = calls.indexOf(step) * size;
    return size > 0 && Number.isInteger(size) ? records.slice(from, from + size) : undefined;
  },
  'SendMessageBatch.Entries': (answers) => {
    const sent = memberIn(answers as Json[], 'Successful');
    const bodies = new Map(objectsIn(answers as Json[]).flatMap(bodyOf));
    if (!Array.isArray(sent)) return undefined;
    const entries = (sent as JsonObject[]).map(({ Id, MessageId }) => ({
      Id: Id!,
      MessageBody: bodies.get(String(MessageId)) ?? null,
    }));
    return entries.every(({ MessageBody }) => MessageBody !== null) ? entries : undefined;
  },
};

/** The records of a stream that functions were given: each once, as they were put. */
function recordsIn(answers: readonly Json[]): JsonObject[] {
  const records = objectsIn(answers as Json[]).flatMap(({ data, partitionKey, sequenceNumber }) =>
    typeof data === 'string' && partitionKey !== undefined
      ? [{ number: sequenceNumber, Data: bytesOf(data), PartitionKey: partitionKey }]
      : [],
  );
  return records
    .filter(({ number }, at) => records.findIndex((one) => one.number === number) === at)
    .map(({ Data, PartitionKey }) => ({ Data, PartitionKey }));
}

function bytesOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}

/** A message's id and body, as functions are given them and as queues do. */
function bodyOf(value: JsonObject): [string, Json][] {
  const [id, body] = [value.messageId ?? value.MessageId, value.body ?? value.Body];
  return typeof id === 'string' && body !== undefined ? [[id, body]] : [];
}

/** Whether a recorded value is the one that was there. */
function isTold(name: string, value: Json): boolean {
  if (typeof value === 'string' && (value === '' || isMask(name, value) || isMoment(value))) {
    return false;
  }
  return !MASK.test(JSON.stringify(value));
}

/** `<uuid:1>`, `<...>`, `<datetime>`: what a recording has instead of what was there. */
const MASK = /<(?:[a-z][\w-]*(?::[^<>"]*)?|\.\.\.)>/i;

/** The value with its ARNs as they are here. */
function localised(value: Json | undefined, local: (arn: string) => string): Json | undefined {
  if (typeof value === 'string') return value.startsWith('arn:') ? local(value) : value;
  if (Array.isArray(value)) return value.map((item) => localised(item, local)!);
  if (value === undefined || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, localised(item, local)!]),
  );
}

function objectsIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** A member by the names that lead to it, wherever they begin. */
function withinAll(value: Json, names: readonly string[]): Json | undefined {
  return names.reduce<Json | undefined>((found, name) => memberIn(found ?? null, name), value);
}

function memberIn(value: Json, name: string): Json | undefined {
  return objectsIn(value).find((one) => one[name] !== undefined)?.[name];
}
