import { CborCodec, type CborShapeDeserializer2, cbor } from '@smithy/core/cbor';
import { AwsError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import { checkBody, type Dialect } from './check.ts';
import type { Codec } from './codec.ts';
import { objectDialect } from './dialects.ts';
import { queryErrorHeader, wireError } from './errors.ts';
import { readSafely } from './json.ts';

const JSON_LIKE = objectDialect(false);
const DIALECT: Dialect = {
  ...JSON_LIKE,
  // Times are numbers with the tag 1.
  mismatch: (schema, value) =>
    schema.isTimestampSchema() && isObject(value) && value.tag === 1
      ? undefined
      : JSON_LIKE.mismatch(schema, value),
};
const CODEC = new CborCodec();
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

function parseCbor(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  try {
    return cbor.deserialize(bytes);
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not CBOR', { cause });
  }
}
