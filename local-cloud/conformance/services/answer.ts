import type { Readable } from 'node:stream';
import type { Json, JsonObject } from '../../src/core/json.ts';

/** What a call was answered with, in the form that boto3 shows. */
export interface Answer {
  readonly operation: string;
  /** The members that an answer of the operation can have. */
  readonly members: readonly string[];
  readonly failed: boolean;
  /** A fixture of the test made the call, and its answer is hardly what was recorded. */
  readonly byFixture?: boolean;
  readonly value: JsonObject;
}

/** An HTTP response as it came, before the SDK read it. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Of errors only: what answers hold may be large. */
  readonly body: string;
}

/** The answer as boto3 gives it: bytes as text, dates as ISO 8601, the metadata at the end. */
export async function successOf(output: object, wire: Wire): Promise<JsonObject> {
  const { $metadata: _, ...members } = output as Record<string, unknown>;
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  const shown = await Promise.all(
    entries.map(async ([name, value]) => [name, await shownAs(value)]),
  );
  return { ...Object.fromEntries(shown), ResponseMetadata: metadata(wire) };
}

async function shownAs(value: unknown): Promise<Json> {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return bytesAsText(value);
  if (isStream(value)) return bytesAsText(await value.transformToByteArray());
  if (Array.isArray(value)) return Promise.all(value.map(shownAs));
  if (typeof value !== 'object' || value === null) return value as Json;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    await Promise.all(entries.map(async ([name, item]) => [name, await shownAs(item)])),
  ) as JsonObject;
}

function isStream(
  value: unknown,
): value is Readable & { transformToByteArray(): Promise<Uint8Array> } {
  return typeof value === 'object' && value !== null && 'transformToByteArray' in value;
}

/** UTF-8 where it is, as Python writes bytes where it is not. */
function bytesAsText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  return Buffer.from(text).equals(Buffer.from(bytes)) ? text : pythonBytes(bytes);
}

/** `b'\x00abc'` */
export function pythonBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const shown = [...bytes].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === quote || character === '\\') return `\\${character}`;
    if (byte >= 0x20 && byte < 0x7f) return character;
    const short = { 9: '\\t', 10: '\\n', 13: '\\r' }[byte];
    return short ?? `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${shown.join('')}${quote}`;
}

/** The exception as boto3 shows it: `Error`, the members of its shape, the metadata. */
export function failureOf(wire: Wire, operation: string): JsonObject {
  const read = wire.body.trimStart().startsWith('<') ? xmlError(wire) : jsonError(wire);
  const { Code, Message } = read.Error as { Code: string; Message: string };
  return {
    ...read,
    ResponseMetadata: metadata(wire),
    exception: `An error occurred (${Code}) when calling the ${operation} operation: ${Message}`,
  };
}

function metadata({ status, headers }: Wire): JsonObject {
  return { HTTPHeaders: { ...headers }, HTTPStatusCode: status };
}

/** Errors of the JSON protocols; those of services that once spoke Query name its code in a header. */
function jsonError({ body, headers, status }: Wire): JsonObject {
  const read = body === '' ? {} : (JSON.parse(body) as Record<string, string>);
  const shape = (read.__type ?? headers['x-amzn-errortype'] ?? '')
    .split('#')
    .at(-1)!
    .split(':')[0]!;
  const [queryCode, fault] = headers['x-amzn-query-error']?.split(';') ?? [];
  const { __type: _, ...members } = read;
  return {
    ...members,
    Error: {
      Code: queryCode ?? (shape || String(status)),
      Message: read.message ?? read.Message ?? REASONS[status] ?? '',
      ...(queryCode !== undefined && { QueryErrorCode: shape, Type: fault! }),
    },
  };
}

/** Where there is no body, boto3 takes the reason for the message. */
const REASONS: Readonly<Record<number, string>> = {
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  416: 'Requested Range Not Satisfiable',
};

/** Errors of Query and S3: the elements of `Error`, but for the ids of the request. */
function xmlError({ body }: Wire): JsonObject {
  const inner = /<Error>([\s\S]*)<\/Error>/.exec(body)?.[1] ?? '';
  const elements = [...inner.matchAll(/<(\w+)>([^<]*)<\/\1>|<(\w+)\/>/g)].map(
    ([, name, text = '', empty]) => [name ?? empty!, text === '' ? null : unescaped(text)],
  );
  const { RequestId: _, HostId: __, ...told } = Object.fromEntries(elements) as JsonObject;
  // Members of the error's shape.
  const { StorageClass } = told;
  return { ...(StorageClass !== undefined && { StorageClass }), Error: told };
}

function unescaped(text: string): string {
  const entities: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };
  return text
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) =>
      String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
    )
    .replace(/&(amp|apos|gt|lt|quot);/g, (_, name: string) => entities[name]!);
}
