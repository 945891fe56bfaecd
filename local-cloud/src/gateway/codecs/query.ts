import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { $SchemaRef, StaticErrorSchema, StaticStructureSchema } from '@smithy/types';
import { AwsError } from '../../core/errors.ts';
import type { ServiceModel } from '../../sdk/schemas.ts';
import { checkBody } from './check.ts';
import type { Codec, WireCall } from './codec.ts';
import { xmlDialect } from './dialects.ts';
import { type WireError, wireError } from './errors.ts';
import { formFields, formTree } from './form.ts';
import { readSafely } from './json.ts';

const DIALECT = xmlDialect('MalformedInput');
const SETTINGS = {
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
  xmlNamespace: '',
  serviceNamespace: '',
} as const;
const HEADERS = { 'content-type': 'text/xml' };
/** Form fields that are about the call itself. */
const ENVELOPE = /^(Action|Version|X-Amz-.*)$/;

/**
 * AWS Query: a form in, XML out.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const queryCodec: Codec = {
  async decode(call) {
    const { operation, refusal } = call;
    const tree = parseForm(call);
    checkBody(operation.input, tree, { dialect: DIALECT, refusal });
    if (operation.input.isUnitSchema()) return {};
    const deserializer = new XmlShapeDeserializer(SETTINGS);
    return readSafely(() => deserializer.readSchema(operation.input, tree)) ?? {};
  },

  async encode({ model, operation }, output, requestId) {
    const name = operation.name;
    const result = operation.output.isUnitSchema()
      ? {}
      : { [`${name}Result`]: [operation.output.getSchema(), output] as const };
    const body = xml(model, `${name}Response`, {
      ...result,
      ResponseMetadata: [structure('ResponseMetadata', { RequestId: 0 }), { RequestId: requestId }],
    });
    return { status: 200, headers: HEADERS, body };
  },

  async encodeError(model, error, requestId) {
    const wire = inQuery(wireError(model, error));
    const body = xml(model, 'ErrorResponse', {
      Error: [errorSchema(wire), errorValue(wire)],
      RequestId: [0, requestId],
    });
    return { status: wire.status, headers: HEADERS, body };
  },
};

/**
 * EC2's dialect of Query, in which nothing but refusals is said: EC2 is not served.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#operation-error-serialization
 */
export const ec2Codec: Codec = {
  ...queryCodec,

  async encodeError(model, error, requestId) {
    const { status, code, message } = wireError(model, error);
    const inner = structure('Error', { Code: 0, Message: 0 });
    const body = xml(model, 'Response', {
      Errors: [structure('Errors', { Error: inner }), { Error: { Code: code, Message: message } }],
      RequestID: [0, requestId],
    });
    return { status, headers: HEADERS, body };
  },
};

function parseForm({ model, request }: WireCall): unknown {
  const fields = formFields(request);
  if (model.sdkId === 'SQS' && !fields.has('QueueUrl') && request.path !== '/') {
    fields.set('QueueUrl', `http://${request.headers.host ?? ''}${request.path}`);
  }
  try {
    return formTree([...fields].filter(([name]) => !ENVELOPE.test(name)));
  } catch (cause) {
    throw new AwsError('MalformedQueryString', (cause as Error).message, { cause });
  }
}

/** Writes an envelope of named parts through the SDK's own XML serializer. */
function xml(
  model: ServiceModel | undefined,
  name: string,
  parts: Readonly<Record<string, readonly [schema: $SchemaRef, value: unknown]>>,
): string {
  const members = Object.fromEntries(Object.entries(parts).map(([key, [schema]]) => [key, schema]));
  const values = Object.fromEntries(Object.entries(parts).map(([key, [, value]]) => [key, value]));
  const serializer = new XmlShapeSerializer({
    ...SETTINGS,
    xmlNamespace: model?.xmlNamespace ?? '',
  });
  serializer.write(structure(name, members), values);
  return `<?xml version="1.0"?>\n${serializer.flush()}`;
}

function structure(name: string, members: Record<string, $SchemaRef>): StaticStructureSchema {
  return [3, '', name, 0, Object.keys(members), Object.values(members)];
}

function errorSchema({ model, members: told }: WireError): StaticStructureSchema {
  const members: Record<string, $SchemaRef> = { Type: 0, Code: 0, Message: 0 };
  const [, , , , names, schemas] = (model?.schema.getSchema() ?? []) as StaticErrorSchema;
  for (const [index, name] of names?.entries() ?? []) {
    if (name.toLowerCase() !== 'message') members[name] = schemas[index]!;
  }
  if (told.Detail !== undefined) members.Detail = 0;
  return structure('Error', members);
}

function errorValue(wire: WireError): Record<string, unknown> {
  return { ...wire.members, Type: wire.type, Code: wire.queryCode, Message: wire.message };
}

/** SQS says of a queue that is not there, in Query only, that the WSDL has none (recorded). */
function inQuery(wire: WireError): WireError {
  if (wire.code !== 'QueueDoesNotExist') return wire;
  const message = wire.message.replace(/\.$/, ' for this wsdl version.');
  return { ...wire, message, members: { ...wire.members, Detail: '' } };
}
