import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { JsonCodec2, type JsonShapeDeserializer2 } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../core/errors.ts';
import type { ServiceModel } from '../../sdk/schemas.ts';
import { checkBody } from './check.ts';
import type { Codec } from './codec.ts';
import { jsonPieces } from './compiled/pieces.ts';
import { JsonReaders } from './compiled/reader.ts';
import { writeJson } from './compiled/writer.ts';
import { objectDialect } from './dialects.ts';
import { queryErrorHeader, wireError } from './errors.ts';
import { eventStream } from './event-stream.ts';
import { gathered } from './gathered.ts';
import { readWhole } from './proto-members.ts';
import { checkJsonSize } from './size.ts';

const READERS = new JsonReaders(false);
/** The first byte of it. */
const BYTE_ORDER_MARK = 0xef;
const UTF8 = new TextDecoder('utf-8', { fatal: true });
const DIALECT = objectDialect(false);
const PLAIN = new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });

/**
 * AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, a JSON object each way. What is compiled of the
 * schemas reads what fits them; with anything else the schema tells what is wrong with it, and the SDK's
 * codec reads what nothing is wrong with.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function jsonCodec(version: '1.0' | '1.1'): Codec {
  const contentType = `application/x-amz-json-${version}`;
  return {
    decode({ model, operation: { input }, request, refusal }) {
      const body = parseJson(request.body);
      const read = READERS.read(input, body);
      if (read !== undefined) return read;
      checkBody(input, body, { dialect: DIALECT, refusal });
      if (input.isUnitSchema()) return {};
      const deserializer = codecOf(model).createDeserializer() as JsonShapeDeserializer2;
      return readSafely(() => readWhole(deserializer, input, body));
    },

    async encode({ model, operation: { output: schema } }, output) {
      const stream = eventStream(model, schema, output, { contentType, write: writeEvent });
      if (stream !== undefined) return stream;
      const body = schema.isUnitSchema() ? '' : await gathered(jsonPieces(schema, output));
      return {
        status: 200,
        headers: { 'content-type': contentType, ...checksum(model, body) },
        body,
      };
    },

    async encodeError(model, error) {
      const wire = wireError(model, error);
      const type = wire.model && model ? `${model.namespace}#${wire.code}` : wire.code;
      const members = wire.model ? JSON.parse(writeJson(wire.model.schema, wire.members)) : {};
      const body = JSON.stringify({ __type: type, message: wire.message, ...members });
      const headers = {
        'content-type': contentType,
        ...queryErrorHeader(model, wire),
        ...checksum(model, body),
      };
      return { status: wire.status, headers, body };
    },
  };
}

/** Others have their turn while a long one is written. */
function writeEvent(schema: NormalizedSchema, event: object): Promise<string | Uint8Array> {
  return gathered(jsonPieces(schema, event));
}

/** A body that is not JSON, or not an object, is refused as AWS does. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  checkJsonSize(bytes);
  try {
    return JSON.parse(textOf(bytes));
  } catch (cause) {
    throw new AwsError('SerializationException', `The body is not JSON: ${reason(cause)}`, {
      cause,
    });
  }
}

/** Anything but plain UTF-8 is for the decoder to refuse, or to take its mark off. */
function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes) || bytes[0] === BYTE_ORDER_MARK) return UTF8.decode(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

/** What the SDK's deserializers throw - a timestamp that is none - is the caller's fault. */
export function readSafely<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new AwsError('SerializationException', reason(cause), { cause });
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** DynamoDB's client has a codec of its own; Query services have none for JSON. */
function codecOf(model: ServiceModel): Pick<JsonCodec2, 'createDeserializer'> {
  return model.protocol.getShapeId().startsWith('aws.protocols#awsJson')
    ? (model.protocol.getPayloadCodec() as JsonCodec2)
    : PLAIN;
}

/** DynamoDB's answers carry a checksum, which boto3 and the Go SDK verify. */
function checksum(
  model: ServiceModel | undefined,
  body: string | Uint8Array,
): Record<string, string> {
  return model?.sdkId === 'DynamoDB' ? { 'x-amz-crc32': String(crc32(body)) } : {};
}
