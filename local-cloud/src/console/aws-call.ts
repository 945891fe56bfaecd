import { Readable } from 'node:stream';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { jsonObject } from '../core/json-schemas.ts';

/** An AWS operation that the console asks for: it has no keys to sign with, and needs none here. */
export const awsCall = z.strictObject({
  /** As the SDK's client is called, without `Client`. */
  service: z.string(),
  operation: z.string(),
  input: jsonObject,
});

interface Offered {
  readonly sdkId: string;
  readonly operations: readonly string[];
}

const OFFERED: ReadonlyMap<string, Offered> = new Map(
  Object.entries({
    SFN: [
      'DescribeMapRun DescribeStateMachine DescribeStateMachineForExecution GetExecutionHistory',
      'ListExecutions ListStateMachines RedriveExecution StartExecution StopExecution',
    ],
    IAM: [
      'GetPolicy GetPolicyVersion GetRolePolicy ListAttachedRolePolicies ListRolePolicies ListRoles',
    ],
    CloudWatchLogs: ['FilterLogEvents'],
    DynamoDB: ['DescribeTable ListTables PutItem Scan'],
    EventBridge: ['DescribeRule ListEventBuses ListRules ListTargetsByRule PutEvents'],
    Kinesis: ['DescribeStreamSummary GetRecords GetShardIterator ListShards ListStreams PutRecord'],
    Lambda: ['GetFunctionConfiguration Invoke ListEventSourceMappings ListFunctions'],
    S3: ['GetObject ListBuckets ListObjectsV2 PutObject'],
    Scheduler: ['GetSchedule ListSchedules'],
    SNS: ['ListSubscriptionsByTopic ListTopics Publish'],
    SQS: ['GetQueueAttributes ListQueues PurgeQueue ReceiveMessage SendMessage'],
  }).map(([service, lines]) => [
    service,
    {
      sdkId: service === 'CloudWatchLogs' ? 'CloudWatch Logs' : service,
      operations: lines.flatMap((line) => line.split(' ')),
    },
  ]),
);

/**
 * The SDK's id of a service.
 *
 * @throws UserError for an operation that is not offered here
 */
export function sdkIdOf(service: string, operation: string): string {
  const offered = OFFERED.get(service);
  if (offered?.operations.includes(operation)) return offered.sdkId;
  const all = [...OFFERED].map(([name, { operations }]) => `${name}: ${operations.join(', ')}`);
  throw new UserError(`The console does not call ${service} ${operation}`, {
    why: `It calls ${all.join('; ')}`,
    fix: 'Any AWS client calls all that the cloud serves.',
  });
}

/** The members that are bytes: the page has texts, which are sent as UTF-8. */
const BYTES = new Set(['Body', 'Data', 'Payload']);

/** An input as operations take it. Inside of DynamoDB's items, bytes are base64 as in its own JSON. */
export function inputOf(service: string, given: JsonObject): object {
  if (service === 'DynamoDB') return withBytes(given) as object;
  const members = Object.entries(given).map(([name, value]) => [
    name,
    BYTES.has(name) ? Buffer.from(String(value)) : value,
  ]);
  return Object.fromEntries(members);
}

/** With the bytes that `B` and `BS` name; what is no base64 stays a text, which DynamoDB refuses. */
function withBytes(value: Json, name?: string): unknown {
  if (typeof value === 'string') return name === 'B' ? bytesOf(value) : value;
  if (Array.isArray(value)) return value.map((one) => withBytes(one, name === 'BS' ? 'B' : ''));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, withBytes(member, key)]);
  return Object.fromEntries(members);
}

function bytesOf(base64: string): Buffer | string {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : base64;
}

/** Those whose outputs have bytes; the others' are long, and are sent as they are. */
const GIVES_BYTES = new Set(['DynamoDB', 'Kinesis', 'Lambda', 'S3']);

/** An output as the page takes it: bytes as base64, and what is streamed by its beginning. */
export async function outputOf(service: string, output: object): Promise<object> {
  if (!GIVES_BYTES.has(service)) return output;
  const { Body } = output as { readonly Body?: unknown };
  const read = Body instanceof Readable ? { Body: await beginningOf(Body) } : {};
  return withoutBytes({ ...output, ...read }) as object;
}

function withoutBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutBytes(member)]);
  return Object.fromEntries(members);
}

/** What of an object is read, in bytes. */
const LARGEST = 256 * 1024;

async function beginningOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part);
    length += part.length;
    if (length >= LARGEST) break;
  }
  return Buffer.concat(parts).subarray(0, LARGEST);
}
