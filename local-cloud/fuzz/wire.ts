import { cbor } from '@smithy/core/cbor';
import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject } from '../src/core/json.ts';
import type { OperationModel, ServiceModel } from '../src/sdk/schemas.ts';

/** A request as it goes over the wire. */
export interface Wire {
  readonly path?: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A call in the protocol of the service's SDK client; the input may be no input of it at all. */
export function requestOf(model: ServiceModel, operation: OperationModel, input: object): Wire {
  const protocol = model.protocol.getShapeId();
  if (protocol.includes('rest')) {
    const isXml = protocol.includes('restXml');
    return restOf(operation, input as Record<string, unknown>, isXml);
  }
  if (protocol.includes('awsQuery')) {
    const form = new URLSearchParams([
      ['Action', operation.name],
      ['Version', model.version],
      ...fieldsOf(operation.input, input, ''),
    ]);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { headers, body: String(form) };
  }
  return {
    headers: {
      'content-type': protocol.includes('1_0')
        ? 'application/x-amz-json-1.0'
        : 'application/x-amz-json-1.1',
      'x-amz-target': `${model.targetPrefix}.${operation.name}`,
    },
    body: JSON.stringify(input),
  };
}

/** Smithy RPC v2: CBOR, for whatever service. */
export function cborOf(model: ServiceModel, { name }: OperationModel, input: object): Wire {
  return {
    path: `/service/${model.targetPrefix}/operation/${name}`,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    body: cbor.serialize(input),
  };
}

function restOf(
  { http, input: schema }: OperationModel,
  input: Record<string, unknown>,
  isXml: boolean,
): Wire {
  const [method, uri] = http!;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const sent: Record<string, unknown> = {};
  // S3's patterns begin after the bucket.
  let path = isXml && 'Bucket' in input && !uri.includes('{Bucket}') ? `/{Bucket}${uri}` : uri;
  let payload: string | undefined;
  for (const [name, member] of schema.structIterator()) {
    const { httpQuery, httpHeader, httpPayload, jsonName } = member.getMergedTraits();
    const value = input[name];
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    const label = new RegExp(`\\{${name}\\+?\\}`);
    if (label.test(path)) path = path.replace(label, () => encodeURIComponent(text.toWellFormed()));
    else if (value === undefined) continue;
    else if (httpQuery) query.append(httpQuery, text);
    else if (httpHeader)
      headers[httpHeader.toLowerCase()] = encodeURIComponent(text.toWellFormed());
    else if (httpPayload && isXml && member.isStructSchema()) payload = xmlOf(member, value, name);
    else if (httpPayload) payload = text;
    else sent[jsonName ?? name] = value;
  }
  const [base, fixed] = path.split('?');
  const search = [fixed, String(query)].filter(Boolean).join('&');
  return {
    path: search === '' ? base! : `${base}?${search}`,
    method,
    headers: { 'content-type': isXml ? 'application/xml' : 'application/json', ...headers },
    body: payload ?? (isXml ? '' : JSON.stringify(sent)),
  };
}

function xmlOf(schema: NormalizedSchema, value: unknown, name: string): string {
  const tag = schema.getMergedTraits().xmlName ?? name;
  if (schema.isStructSchema() && isObject(value)) {
    const parts = [...schema.structIterator()].flatMap(([key, member]) =>
      value[key] === undefined ? [] : [xmlOf(member, value[key], key)],
    );
    return `<${tag}>${parts.join('')}</${tag}>`;
  }
  if (schema.isListSchema() && Array.isArray(value)) {
    const item = schema.getValueSchema();
    const { xmlFlattened } = schema.getMergedTraits();
    const inner = item.getMergedTraits().xmlName ?? 'member';
    const items = value.map((part) => xmlOf(item, part, xmlFlattened ? tag : inner));
    return xmlFlattened ? items.join('') : `<${tag}>${items.join('')}</${tag}>`;
  }
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const escaped = text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<${tag}>${escaped}</${tag}>`;
}

function fieldsOf(schema: NormalizedSchema, value: unknown, prefix: string): [string, string][] {
  const at = (name: string) => (prefix === '' ? name : `${prefix}.${name}`);
  if (schema.isStructSchema() && isObject(value)) {
    return Object.entries(value).flatMap(([name, part]) => {
      const members = schema.getMemberSchemas();
      return Object.hasOwn(members, name) ? fieldsOf(members[name]!, part, at(name)) : [];
    });
  }
  if (schema.isListSchema() && Array.isArray(value)) {
    const item = schema.getValueSchema();
    return value.flatMap((part, index) => fieldsOf(item, part, at(`member.${index + 1}`)));
  }
  if (schema.isMapSchema() && isObject(value)) {
    return Object.entries(value).flatMap(([key, part], index) => [
      [at(`entry.${index + 1}.key`), key],
      ...fieldsOf(schema.getValueSchema(), part, at(`entry.${index + 1}.value`)),
    ]);
  }
  if (value === null || value === undefined) return [[prefix, '']];
  return [[prefix, typeof value === 'string' ? value : JSON.stringify(value)]];
}
