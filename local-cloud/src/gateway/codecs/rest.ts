import type { Readable } from 'node:stream';
import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, HttpRequest as SdkRequest, StaticStructureSchema } from '@smithy/types';
import { AwsError } from '../../core/errors.ts';
import type { OperationModel, ServiceModel } from '../../sdk/schemas.ts';
import type { HttpResponse } from '../dispatcher.ts';
import { hostId } from '../host-id.ts';
import { checkBody, type Dialect } from './check.ts';
import type { Codec, WireCall } from './codec.ts';
import { JsonReaders } from './compiled/reader.ts';
import { objectDialect, xmlDialect } from './dialects.ts';
import { wireError } from './errors.ts';
import { parseJson } from './json.ts';
import { readHeaders, readLabels, readMessage, readQuery } from './rest-request.ts';
import { checkTextSize } from './size.ts';

type Body = string | Uint8Array | Readable | undefined;
type HttpHead = Omit<HttpResponse, 'status'>;

/** What REST-JSON and REST-XML differ in. */
interface Flavour {
  readonly dialect: Dialect;
  /** Read bodies that fit; others, and all of those without, the SDK's protocol reads. */
  readonly readers?: JsonReaders;
  parse(bytes: Uint8Array): unknown;
  /** The body of an answer as its protocol has it, from what the SDK's serializer made. */
  document(model: ServiceModel, output: NormalizedSchema, body: Body): Body;
  /** Headers that name the request, beside the one that all protocols have. */
  ids(requestId: string): Record<string, string>;
  encodeError: Codec['encodeError'];
}

const XML_SETTINGS = {
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
  xmlNamespace: '',
  serviceNamespace: '',
} as const;
/** @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJsonCodec: Codec = restCodec({
  dialect: objectDialect(true),
  readers: new JsonReaders(true, isBound),
  parse: parseJson,
  document: (_model, _output, body) => body ?? '',
  ids: () => ({}),

  async encodeError(model, error) {
    const wire = wireError(model, error);
    const sent =
      wire.model && model ? await send(model, wire.model.schema, wire.members) : undefined;
    const members = sent?.body === undefined ? {} : JSON.parse(Buffer.from(sent.body).toString());
    return {
      status: wire.status,
      headers: {
        ...sent?.headers,
        'content-type': 'application/json',
        'x-amzn-errortype': wire.code,
      },
      body: JSON.stringify({ message: wire.message, ...members }),
    };
  },
});

/** @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export const restXmlCodec: Codec = restCodec({
  dialect: xmlDialect('MalformedXML'),

  parse(bytes) {
    checkTextSize(bytes, '<');
    try {
      return new XmlReader(XML_SETTINGS).parse(Buffer.from(bytes).toString());
    } catch (cause) {
      throw new AwsError('MalformedXML', 'The XML you provided was not well-formed', { cause });
    }
  },

  document(model, output, body) {
    if (body === undefined) return emptyDocument(model, output);
    if (typeof body !== 'string') return body;
    return body.replace(WRAPPED, '<$1$2>$3</$1>').replace(TIME, '$1.000Z</');
  },

  ids: s3Ids,

  /** S3's form, which has no envelope. */
  async encodeError(model, error, requestId) {
    const wire = wireError(model, error);
    const members: Record<string, $SchemaRef> = { Code: 0, Message: 0 };
    for (const name of Object.keys(error.members)) members[name] = 0;
    const schema: StaticStructureSchema = [
      ...([3, '', 'Error', 0] as const),
      [...Object.keys(members), 'RequestId', 'HostId'],
      [...Object.values(members), 0, 0],
    ];
    const serializer = new XmlShapeSerializer(XML_SETTINGS);
    const told = { Code: wire.code, Message: wire.message };
    const ids = { RequestId: requestId, HostId: hostId(requestId) };
    serializer.write(schema, { ...error.members, ...told, ...ids });
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n${serializer.flush()}`;
    const headers = { ...s3Ids(requestId), ...error.headers };
    if (wire.status === 304) return { status: 304, headers, body: '' };
    return {
      status: wire.status,
      headers: { ...headers, 'content-type': 'application/xml' },
      body,
    };
  },
});

function s3Ids(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) };
}

/** A root whose only member has its name is that member itself: the answer of GetBucketLocation. */
const WRAPPED = /<(\w+)( xmlns="[^"]*")><\1>([^<]*)<\/\1><\/\1>/;

/** A time of S3's documents, which has milliseconds even where they are none (seen in S3's). */
const TIME = /(<(?:LastModified|CreationDate|Initiated|Date)>[\d-]+T[\d:]+)Z<\//g;

/** The root of an answer whose document has no members. */
function emptyDocument(model: ServiceModel, output: NormalizedSchema): string {
  if (output.isUnitSchema() || payloadMember(output) !== undefined) return '';
  const members = [...output.structIterator()].filter(([, member]) => !isBound(member));
  const { xmlName } = output.getMergedTraits();
  if (members.length === 0 || xmlName === undefined) return '';
  return `<?xml version="1.0" encoding="UTF-8"?><${xmlName} xmlns="${model.xmlNamespace ?? ''}"/>`;
}

class XmlReader extends XmlShapeDeserializer {
  parse(text: string): unknown {
    return this.parseXml(text);
  }
}

function restCodec(flavour: Flavour): Codec {
  return {
    async decode(call) {
      const { input } = call.operation;
      if (input.isUnitSchema()) return {};
      const fromQuery = readQuery(call);
      const fromMessage = await readPayload(flavour, call);
      return { ...fromMessage, ...readLabels(call), ...fromQuery };
    },

    async encode({ model, operation }, output, requestId) {
      const sent = await send(model, operation.output, output);
      const status = statusOf(operation, output, sent);
      const body = flavour.document(model, operation.output, sent.body);
      const headers = {
        ...flavour.ids(requestId),
        ...typed(operation.output, sent),
        ...HEADERS[operation.name],
      };
      return { headers, status, body: status === 204 ? '' : body };
    },

    encodeError: flavour.encodeError,
  };
}

async function readPayload(flavour: Flavour, call: WireCall): Promise<object> {
  const { dialect, parse, readers } = flavour;
  const { operation, request, refusal } = call;
  const payload = payloadMember(operation.input);
  if (payload === undefined) {
    const body = request.body.byteLength === 0 ? {} : parse(request.body);
    const read = readers?.read(operation.input, body);
    if (read !== undefined) return { ...(await readHeaders(call)), ...read };
    checkBody(operation.input, body, { dialect, refusal }, isBound);
  } else if (payload.isStructSchema() && request.body.byteLength > 0) {
    checkBody(payload, parse(request.body), { dialect, refusal });
  }
  return readMessage(call);
}

function payloadMember(schema: NormalizedSchema): NormalizedSchema | undefined {
  for (const [, member] of schema.structIterator()) {
    if (member.getMergedTraits().httpPayload) return member;
  }
  return undefined;
}

/** Whether a member travels outside the body. */
function isBound(member: NormalizedSchema): boolean {
  const traits = member.getMergedTraits();
  return Boolean(
    traits.httpLabel ||
      traits.httpQuery ||
      traits.httpQueryParams ||
      traits.httpHeader ||
      traits.httpPrefixHeaders !== undefined,
  );
}

/** An output is written as if it were the input of a request. */
async function send(
  model: ServiceModel,
  schema: NormalizedSchema,
  output: object,
): Promise<HttpHead & { body?: Body & (string | Uint8Array) }> {
  const mirrored = { namespace: '', name: '', traits: { http: ['POST', '/', 200] } };
  const request = (await model.protocol.serializeRequest(
    { ...mirrored, input: schema, output: 'unit' } as never,
    output,
    { endpoint: async () => ({ url: new URL('http://localhost') }) } as never,
  )) as SdkRequest;
  return {
    headers: request.headers,
    ...(request.body !== undefined && { body: plain(request.body) }),
  };
}

/** The headers of an answer; bytes whose type no member tells are the JSON of Lambda, if there are any. */
function typed(
  schema: NormalizedSchema,
  { headers = {}, body }: HttpHead & { body?: Body },
): HttpHead['headers'] {
  const { 'content-type': type, ...others } = headers;
  if (type !== 'application/octet-stream' || tellsType(schema)) return headers;
  const isEmpty = body instanceof Uint8Array ? body.byteLength === 0 : !body;
  return isEmpty ? others : { ...others, 'content-type': 'application/json' };
}

/** Whether a member of an answer is the type of its body, as those of S3's objects are. */
function tellsType(schema: NormalizedSchema): boolean {
  for (const [, member] of schema.structIterator()) {
    if (/^content-type$/i.test(String(member.getMergedTraits().httpHeader))) return true;
  }
  return false;
}

/** The JSON serializer's buffers warn when they are read as text. */
function plain<T>(body: T): T | Buffer {
  return body instanceof Uint8Array
    ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    : body;
}

/** Operations of S3 whose status is another than the API model says (recorded, or documented). */
const STATUSES: Readonly<Record<string, number>> = {
  PutBucketPolicy: 204,
  PutBucketTagging: 204,
  RestoreObject: 202,
};

/** Headers of answers that the API model does not tell of (seen in S3's). */
const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  HeadBucket: { 'content-type': 'application/xml' },
};

/** A part of what was asked for goes with 206: https://www.rfc-editor.org/rfc/rfc9110#section-15.3.7 */
function statusOf(
  { name, output: schema, http }: OperationModel,
  output: object,
  sent: HttpHead,
): number {
  if (sent.headers?.['content-range'] !== undefined) return 206;
  return statusMember(schema, output) ?? STATUSES[name] ?? http?.[2] ?? 200;
}

function statusMember(schema: NormalizedSchema, output: object): number | undefined {
  if (schema.isUnitSchema()) return undefined;
  for (const [name, member] of schema.structIterator()) {
    if (member.getMergedTraits().httpResponseCode) return (output as Record<string, number>)[name];
  }
  return undefined;
}
