import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { HttpResponse as SdkResponse, StaticStructureSchema } from '@smithy/types';
import { camelCase } from '../../core/check-contract.ts';
import { AwsError } from '../../core/errors.ts';
import { type OperationModel, streamingMember } from '../../sdk/schemas.ts';
import type { WireCall } from './codec.ts';
import { textMismatch } from './dialects.ts';
import { readSafely } from './json.ts';

/** Dates in paths and queries are written in ISO 8601. */
const TEXT = new FromStringShapeDeserializer({ timestampFormat: { useTrait: true, default: 5 } });

/** Query parameters that are about the call itself: signatures of presigned URLs, and the SDK's. */
const ENVELOPE = /^(X-Amz-.*|x-id|AWSAccessKeyId|Signature|Expires)$/i;

/**
 * What headers and body say: to the SDK's protocol a request is read as if it were the response of an
 * operation whose output is this one's input.
 */
export function readMessage(call: WireCall): Promise<object> {
  const { schema, stream } = mirror(call.operation);
  const { body } = call.request;
  return readMirrored(call, schema, stream === undefined ? Buffer.from(body) : NOTHING);
}

const NOTHING = new Uint8Array();

/** What headers say. */
export async function readHeaders(call: WireCall): Promise<object> {
  const { headers } = mirror(call.operation);
  return headers[4].length === 0 ? {} : readMirrored(call, headers, NOTHING);
}

async function readMirrored(
  call: WireCall,
  schema: StaticStructureSchema,
  body: Uint8Array,
): Promise<object> {
  const { model, operation, request } = call;
  const { stream } = mirror(operation);
  const response = { statusCode: 200, headers: { ...request.headers }, body } as SdkResponse;
  const reading = { namespace: '', name: '', traits: 0, input: 'unit', output: schema };
  try {
    const { $metadata, ...input } = (await model.protocol.deserializeResponse(
      reading as never,
      {} as never,
      response,
    )) as unknown as Record<string, unknown>;
    return stream === undefined ? withoutNulls(input) : { ...input, [stream]: call.stream };
  } catch (cause) {
    throw new AwsError('SerializationException', (cause as Error).message, { cause });
  }
}

interface Mirror {
  /** The input without what responses never have: labels, queries, and what is streamed. */
  readonly schema: StaticStructureSchema;
  /** Without what bodies have, either. */
  readonly headers: StaticStructureSchema;
  readonly stream: string | undefined;
}

const mirrors = new WeakMap<OperationModel, Mirror>();

function mirror(operation: OperationModel): Mirror {
  let found = mirrors.get(operation);
  if (found === undefined) {
    const stream = streamingMember(operation);
    found = {
      schema: withMembers(operation, inResponse),
      headers: withMembers(operation, isInHeaders),
      stream,
    };
    mirrors.set(operation, found);
  }
  return found;
}

function withMembers(
  { input }: OperationModel,
  isKept: (member: NormalizedSchema) => boolean,
): StaticStructureSchema {
  const [kind, namespace, name, traits, names, schemas] =
    input.getSchema() as StaticStructureSchema;
  const members = [...input.structIterator()];
  const kept = members.flatMap(([, member], index) => (isKept(member) ? [index] : []));
  return [
    ...([kind, namespace, name, traits] as const),
    kept.map((index) => names[index]!),
    kept.map((index) => schemas[index]!),
  ];
}

function isInHeaders(member: NormalizedSchema): boolean {
  const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  return httpHeader !== undefined || httpPrefixHeaders !== undefined;
}

function inResponse(member: NormalizedSchema): boolean {
  const { httpLabel, httpQuery, httpQueryParams } = member.getMergedTraits();
  return !httpLabel && !httpQuery && !httpQueryParams && !member.isStreaming();
}

function withoutNulls(input: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

/** What the path says. */
export function readLabels({ operation, labels }: WireCall): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, member] of operation.input.structIterator()) {
    const label = labels[name];
    if (label !== undefined) found[name] = readText(member, label, name);
  }
  return found;
}

/** What the query says: every parameter must be known, as every member of a body. */
export function readQuery({ model, operation, request }: WireCall): Record<string, unknown> {
  const query = new URLSearchParams(request.query);
  const [, search = ''] = (operation.http?.[1] ?? '').split('?');
  for (const name of new URLSearchParams(search).keys()) query.delete(name);
  const found: Record<string, unknown> = {};
  let rest: [string, NormalizedSchema] | undefined;
  for (const [name, member] of operation.input.structIterator()) {
    const { httpQuery, httpQueryParams } = member.getMergedTraits();
    if (httpQueryParams) rest = [name, member];
    if (httpQuery === undefined || !query.has(httpQuery)) continue;
    const values = query.getAll(httpQuery);
    query.delete(httpQuery);
    // S3 takes a number that is empty as if it were not there (recorded).
    if (member.isNumericSchema() && values.at(-1) === '') continue;
    if (member.isNumericSchema() && model.sdkId === 'S3') checkInteger(httpQuery, values.at(-1)!);
    found[name] = readParameter(member, values, name);
  }
  for (const name of [...query.keys()].filter((key) => ENVELOPE.test(key))) query.delete(name);
  if (rest !== undefined) found[rest[0]] = readAll(rest[1], query);
  else if (query.size > 0) throw unknownParameters(operation, [...query.keys()]);
  return found;
}

const LARGEST_INTEGER = 2_147_483_647;

/** S3 has words of its own for what is no integer. */
function checkInteger(name: string, text: string): void {
  if (/^-?\d+$/.test(text) && Math.abs(Number(text)) <= LARGEST_INTEGER) return;
  throw new AwsError('InvalidArgument', `Provided ${name} not an integer or within integer range`, {
    members: { ArgumentName: name, ArgumentValue: text },
  });
}

function readParameter(member: NormalizedSchema, values: readonly string[], name: string): unknown {
  if (!member.isListSchema()) return readText(member, values.at(-1) ?? '', name);
  const item = member.getValueSchema();
  return values.map((value) => readText(item, value, name));
}

function readAll(map: NormalizedSchema, query: URLSearchParams): Record<string, unknown> {
  const item = map.getValueSchema();
  return Object.fromEntries(
    [...new Set(query.keys())].map((key) => [key, readParameter(item, query.getAll(key), key)]),
  );
}

/** The SDK reads what is no number as NaN. */
function readText(schema: NormalizedSchema, text: string, name: string): unknown {
  const kind = textMismatch(schema, text);
  if (kind === undefined) return readSafely(() => TEXT.read(schema, text));
  throw new AwsError(
    'SerializationException',
    `STRING_VALUE can not be converted to ${kind} (at '${camelCase(name)}')`,
  );
}

function unknownParameters(operation: OperationModel, names: readonly string[]): AwsError {
  return new AwsError(
    'UnknownMember',
    `The query has what ${operation.name} does not know: ${names.join(', ')}`,
  );
}
