import { CborCodec, type CborShapeDeserializer2, cbor, tag } from '@smithy/core/cbor';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import { checkBody, type Dialect } from './check.ts';
import type { Codec } from './codec.ts';
import { objectDialect } from './dialects.ts';
import { queryErrorHeader, wireError } from './errors.ts';
import { type EventWriter, eventStream } from './event-stream.ts';
import { readSafely } from './json.ts';
import { checkCborSize } from './size.ts';

const JSON_LIKE = objectDialect(false);
const DIALECT: Dialect = {
  ...JSON_LIKE,
  // Times are numbers with the tag 1.
  mismatch: (schema, value) => {
    const isTagged = schema.isTimestampSchema() && isObject(value) && value.tag === EPOCH;
    return JSON_LIKE.mismatch(schema, isTagged ? value.value : value);
  },
};
const CODEC = new CborCodec();
/** A time, in CBOR. */
const EPOCH = 1;
const HEADERS = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };

/**
 * Smithy RPC v2: the operation in the path, CBOR each way. boto3 speaks it to CloudWatch.
 *
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const cborCodec: Codec = {
  async decode({ operation, request, refusal }) {
    const body = parseCbor(request.body);
    checkBody(operation.input, body, { dialect: DIALECT, refusal });
    if (operation.input.isUnitSchema()) return {};
    const deserializer = CODEC.createDeserializer() as CborShapeDeserializer2;
    return readSafely(() => deserializer.readValue(operation.input, body));
  },

  async encode({ operation }, output) {
    if (operation.output.isUnitSchema()) return { status: 200, headers: HEADERS, body: '' };
    const serializer = CODEC.createSerializer();
    serializer.write(operation.output, output);
    return { status: 200, headers: HEADERS, body: serializer.flush() };
  },

  async encodeError(model, error) {
    const wire = wireError(model, error);
    const type = wire.model && model ? `${model.namespace}#${wire.code}` : wire.code;
    return {
      status: wire.status,
      headers: { ...HEADERS, ...queryErrorHeader(model, wire) },
      body: cbor.serialize({ __type: type, message: wire.message, ...wire.members }),
    };
  },
};

const OLD_HEADERS = { 'content-type': 'application/x-amz-cbor-1.1' };
const OLD_EVENTS: EventWriter = { contentType: OLD_HEADERS['content-type'], write: writeOld };

/**
 * CBOR as it was before Smithy RPC v2: the operation in `X-Amz-Target`, times in milliseconds. The
 * SDKs for Java speak it to Kinesis.
 */
export const oldCborCodec: Codec = {
  async decode({ operation, request, refusal }) {
    const seconds = (value: unknown) =>
      isObject(value) ? { ...value, value: Number(value.value) / 1000 } : Number(value) / 1000;
    const body = withTimes(operation.input, parseCbor(request.body), seconds);
    checkBody(operation.input, body, { dialect: DIALECT, refusal });
    const deserializer = CODEC.createDeserializer() as CborShapeDeserializer2;
    return readSafely(() => deserializer.readValue(operation.input, body) as object);
  },

  async encode({ model, operation }, output) {
    if (operation.output.isUnitSchema()) return { status: 200, headers: OLD_HEADERS, body: '' };
    const stream = eventStream(model, operation.output, output, OLD_EVENTS);
    if (stream !== undefined) return stream;
    return { status: 200, headers: OLD_HEADERS, body: writeOld(operation.output, output) };
  },

  async encodeError(model, error) {
    const { status, code, message, members } = wireError(model, error);
    const body = cbor.serialize({ ...members, __type: code, message });
    return { status, headers: OLD_HEADERS, body };
  },
};

function writeOld(schema: NormalizedSchema, value: object): Uint8Array {
  const milliseconds = (time: unknown) => tag({ tag: EPOCH, value: (time as Date).getTime() });
  return cbor.serialize(withTimes(schema, value, milliseconds));
}

/** The value with every time in it written otherwise. */
function withTimes(
  schema: NormalizedSchema,
  value: unknown,
  write: (time: unknown) => unknown,
): unknown {
  if (value === null || value === undefined) return value;
  if (schema.isTimestampSchema()) return write(value);
  if (schema.isListSchema() && Array.isArray(value)) {
    return value.map((item) => withTimes(schema.getValueSchema(), item, write));
  }
  if (!schema.isStructSchema() || !isObject(value)) return value;
  const members = new Map(schema.structIterator());
  const entries = Object.entries(value).flatMap(([name, item]) => {
    const member = members.get(name);
    if (item === undefined) return [];
    return [[name, member === undefined ? item : withTimes(member, item, write)]];
  });
  return Object.fromEntries(entries);
}

function parseCbor(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  checkCborSize(bytes);
  try {
    return cbor.deserialize(bytes);
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not CBOR', { cause });
  }
}
